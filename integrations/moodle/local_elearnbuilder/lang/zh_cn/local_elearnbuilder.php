<?php
// This file is part of Moodle - https://moodle.org/
//
// Moodle is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Moodle is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <https://www.gnu.org/licenses/>.

/**
 * Texts in Chinese.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['badidnumber'] = '需要一个 1 到 100 个字符的编号。';
$string['badsetting'] = '设置“{$a->name}”不能是“{$a->value}”。';
$string['busy'] = '正在向本课程放入另一个课件包。请几分钟后再试。';
$string['noitems'] = '无法读取课件包的清单文件，或其中没有任何条目。';
$string['notscorm'] = '这不是 SCORM 课件包：{$a}';
$string['notwhole'] = 'Moodle 未能完整解压并读取课件包。没有任何改动。{$a}';
$string['onefile'] = '草稿区中必须只有一个文件；现在有 {$a} 个。';
$string['otheractivity'] = '编号 {$a->idnumber} 属于“{$a->name}”，它不是 SCORM 活动。';
$string['otherbytes'] = '收到的课件包与发送的不一致。请重新发送。';
$string['otherplace'] = '“{$a}”的课件包不保存在 Moodle 中，而是从别处获取，因此不能在这里替换。';
$string['pluginname'] = 'elearn-builder';
$string['privacy:metadata'] = '本插件将课件包放入课程，不保存任何个人信息。';
$string['several'] = '本课程中有多个活动的编号是 {$a}。';
$string['takenidnumber'] = '编号 {$a} 已被一个评分项目使用，或属于一个正在删除的活动。';
$string['toolarge'] = '课件包大小为 {$a->size} 字节；本课程允许 {$a->most} 字节。';
$string['unknownsetting'] = '没有名为“{$a}”的设置。';
$string['vanish'] = '学员将失去在以下部分的进度：{$a}';
