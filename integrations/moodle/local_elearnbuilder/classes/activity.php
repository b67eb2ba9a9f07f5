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

namespace local_elearnbuilder;

use context_module;
use moodle_exception;
use moodle_url;
use stdClass;

/**
 * The SCORM activity of a course that has a certain ID number.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class activity {
    /** @var stdClass The course module. */
    public stdClass $cm;

    /** @var stdClass The instance: the row of the table scorm. */
    public stdClass $scorm;

    /**
     * Takes both rows.
     *
     * @param stdClass $cm The course module.
     * @param stdClass $scorm The instance.
     */
    private function __construct(stdClass $cm, stdClass $scorm) {
        $this->cm = $cm;
        $this->scorm = $scorm;
    }

    /**
     * Finds the activity.
     *
     * @param stdClass $course The course.
     * @param string $idnumber The ID number.
     * @return self|null Null when there is none.
     * @throws moodle_exception When the ID number is that of something else, or of several.
     */
    public static function find(stdClass $course, string $idnumber): ?self {
        global $DB;

        $conditions = ['course' => $course->id, 'idnumber' => $idnumber, 'deletioninprogress' => 0];
        $found = $DB->get_records('course_modules', $conditions, 'id', 'id');
        if (!$found) {
            return null;
        }
        if (count($found) > 1) {
            throw new moodle_exception('several', 'local_elearnbuilder', '', s($idnumber));
        }
        $cm = get_coursemodule_from_id('', (int) key($found), $course->id, false, MUST_EXIST);
        if ($cm->modname !== 'scorm') {
            $a = ['idnumber' => s($idnumber), 'name' => $cm->name];
            throw new moodle_exception('otheractivity', 'local_elearnbuilder', '', $a);
        }
        $scorm = $DB->get_record('scorm', ['id' => $cm->instance], '*', MUST_EXIST);
        if ($scorm->scormtype !== SCORM_TYPE_LOCAL) {
            throw new moodle_exception('otherplace', 'local_elearnbuilder', '', $cm->name);
        }
        return new self($cm, $scorm);
    }

    /**
     * The context of the activity.
     *
     * @return context_module
     */
    public function context(): context_module {
        return context_module::instance($this->cm->id);
    }

    /**
     * The parts that can be started, as Moodle has them now.
     *
     * @return string[] Titles by identifier.
     */
    public function items(): array {
        global $DB;

        $launchable = 'scorm = ? AND ' . $DB->sql_isnotempty('scorm_scoes', 'launch', false, true);
        $rows = $DB->get_records_select('scorm_scoes', $launchable, [$this->scorm->id], 'sortorder, id');
        return array_column($rows, 'title', 'identifier');
    }

    /**
     * The SHA-1 of the package that is there.
     *
     * @return string Empty when there is none.
     */
    public function sha1(): string {
        return (string) $this->scorm->sha1hash;
    }

    /**
     * Whether the activity has this very package, unpacked and read.
     *
     * @param package $package The package.
     * @return bool
     */
    public function has(package $package): bool {
        return $this->sha1() === $package->sha1() && $this->is_whole($package);
    }

    /**
     * Whether a package has been unpacked without a gap, and Moodle has found something in it to start.
     *
     * @param package $package The package.
     * @return bool
     */
    public function is_whole(package $package): bool {
        global $DB;

        $sql = "SELECT COUNT(id) AS files, COALESCE(SUM(filesize), 0) AS bytes
                  FROM {files}
                 WHERE contextid = ? AND component = 'mod_scorm' AND filearea = 'content' AND itemid = 0 AND filename <> '.'";
        $there = $DB->get_record_sql($sql, [$this->context()->id]);
        return [(int) $there->files, (int) $there->bytes] === $package->measure()
            && $this->scorm->launch > 0
            && strpos($this->scorm->version, 'SCORM') === 0;
    }

    /**
     * Where the package can be fetched with a token, sent along as a field of the form.
     *
     * @return string Empty when there is no package.
     */
    public function package_url(): string {
        $context = $this->context();
        $file = get_file_storage()->get_file($context->id, 'mod_scorm', 'package', 0, '/', $this->scorm->reference);
        if (!$file) {
            return '';
        }
        $name = $file->get_filename();
        return moodle_url::make_webservice_pluginfile_url($context->id, 'mod_scorm', 'package', 0, '/', $name)->out(false);
    }
}
