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
 * Texts in English.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['badidnumber'] = 'An ID number of 1 to 100 characters is needed.';
$string['badsetting'] = 'The setting “{$a->name}” cannot be “{$a->value}”.';
$string['busy'] = 'Another package is being put into this course. Try again in some minutes.';
$string['noitems'] = 'The manifest of the package cannot be read, or has no items.';
$string['notscorm'] = 'This is not a SCORM package: {$a}';
$string['notwhole'] = 'Moodle could not unpack and read the whole package. Nothing has changed. {$a}';
$string['onefile'] = 'There must be one file in the draft area; there are {$a}.';
$string['otheractivity'] = 'The ID number {$a->idnumber} is that of “{$a->name}”, which is not a SCORM activity.';
$string['otherbytes'] = 'The package has not arrived as it was sent. Send it again.';
$string['otherplace'] = 'The package of “{$a}” is not kept in Moodle but fetched from elsewhere, so it cannot be replaced here.';
$string['pluginname'] = 'elearn-builder';
$string['privacy:metadata'] = 'The plugin puts packages into courses. It stores nothing about people.';
$string['several'] = 'Several activities of this course have the ID number {$a}.';
$string['takenidnumber'] = 'The ID number {$a} is that of a grade item, or of an activity that is just being deleted.';
$string['toolarge'] = 'The package has {$a->size} bytes; {$a->most} are allowed in this course.';
$string['unknownsetting'] = 'There is no setting “{$a}”.';
$string['vanish'] = 'Learners would lose what they have reached in: {$a}';
