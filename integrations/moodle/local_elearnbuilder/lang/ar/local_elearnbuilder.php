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
 * Texts in Arabic.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['badidnumber'] = 'يلزم رقم تعريف من 1 إلى 100 حرف.';
$string['badsetting'] = 'لا يمكن أن تكون قيمة الإعداد «{$a->name}» هي «{$a->value}».';
$string['busy'] = 'يجري الآن وضع حزمة أخرى في هذا المقرر. أعد المحاولة بعد بضع دقائق.';
$string['noitems'] = 'تتعذر قراءة بيان الحزمة، أو لا يحتوي على أي عنصر.';
$string['notscorm'] = 'هذه ليست حزمة سكورم: {$a}';
$string['notwhole'] = 'لم يتمكن مودل من فك الحزمة وقراءتها كاملة. لم يتغير شيء. {$a}';
$string['onefile'] = 'يجب أن يكون في منطقة المسودة ملف واحد؛ وعدد الملفات الآن {$a}.';
$string['otheractivity'] = 'رقم التعريف {$a->idnumber} هو رقم «{$a->name}»، وهو ليس نشاط سكورم.';
$string['otherbytes'] = 'لم تصل الحزمة كما أُرسلت. أرسلها مرة أخرى.';
$string['otherplace'] = 'حزمة «{$a}» غير محفوظة في مودل بل تُجلب من مكان آخر، فلا يمكن استبدالها هنا.';
$string['pluginname'] = 'elearn-builder';
$string['privacy:metadata'] = 'تضع هذه الإضافة حزمًا في المقررات، ولا تحفظ أي شيء عن الأشخاص.';
$string['several'] = 'لعدة أنشطة في هذا المقرر رقم التعريف {$a}.';
$string['takenidnumber'] = 'رقم التعريف {$a} هو رقم عنصر تقدير، أو رقم نشاط يجري حذفه الآن.';
$string['toolarge'] = 'حجم الحزمة {$a->size} بايت؛ والمسموح به في هذا المقرر {$a->most}.';
$string['unknownsetting'] = 'لا يوجد إعداد باسم «{$a}».';
$string['vanish'] = 'سيفقد المتعلمون تقدمهم في: {$a}';
