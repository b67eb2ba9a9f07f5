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
 * Texts in Russian.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['badidnumber'] = 'Нужен идентификационный номер длиной от 1 до 100 знаков.';
$string['badsetting'] = 'Параметр «{$a->name}» не может иметь значение «{$a->value}».';
$string['busy'] = 'В этот курс уже помещается другой пакет. Повторите попытку через несколько минут.';
$string['noitems'] = 'Манифест пакета не читается или не содержит элементов.';
$string['notscorm'] = 'Это не пакет SCORM: {$a}';
$string['notwhole'] = 'Moodle не удалось распаковать и прочитать весь пакет. Ничего не изменилось. {$a}';
$string['onefile'] = 'В черновой области должен быть один файл; сейчас файлов: {$a}.';
$string['otheractivity'] = 'Идентификационный номер {$a->idnumber} принадлежит элементу «{$a->name}», который не является пакетом SCORM.';
$string['otherbytes'] = 'Пакет пришёл не таким, каким был отправлен. Отправьте его ещё раз.';
$string['otherplace'] = 'Пакет элемента «{$a}» хранится не в Moodle, а загружается из другого места, поэтому заменить его здесь нельзя.';
$string['pluginname'] = 'elearn-builder';
$string['privacy:metadata'] = 'Плагин помещает пакеты в курсы. Он не хранит никаких сведений о людях.';
$string['several'] = 'Идентификационный номер {$a} есть у нескольких элементов этого курса.';
$string['takenidnumber'] = 'Идентификационный номер {$a} уже есть у элемента оценивания или у элемента курса, который сейчас удаляется.';
$string['toolarge'] = 'Размер пакета: {$a->size} байт; в этом курсе разрешено: {$a->most}.';
$string['unknownsetting'] = 'Параметра «{$a}» нет.';
$string['vanish'] = 'Учащиеся потеряли бы свои результаты в: {$a}';
