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
 * The names of the external API in Moodle 4.1, which later versions have in core_external.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

global $CFG; // A class loader includes this file.

if (!class_exists('core_external\external_api')) {
    require_once($CFG->libdir . '/externallib.php');
    $names = ['api', 'function_parameters', 'multiple_structure', 'single_structure', 'value', 'warnings'];
    foreach ($names as $name) {
        class_alias('external_' . $name, 'core_external\external_' . $name);
    }
}
