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
 * The one web service function, and a service that has it and may receive and give files.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$functions = [
    'local_elearnbuilder_put_package' => [
        'classname' => 'local_elearnbuilder\external\put_package',
        'methodname' => 'execute',
        'description' => 'Adds a SCORM activity to a course, or replaces the package of the one with the same ID number.',
        'type' => 'write',
        'capabilities' => 'moodle/course:manageactivities, mod/scorm:addinstance',
    ],
];

$services = [
    'elearn-builder' => [
        'functions' => ['local_elearnbuilder_put_package'],
        'shortname' => 'local_elearnbuilder',
        'restrictedusers' => 0,
        'enabled' => 1,
        'downloadfiles' => 1,
        'uploadfiles' => 1,
    ],
];
