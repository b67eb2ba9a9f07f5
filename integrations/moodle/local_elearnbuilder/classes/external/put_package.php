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

namespace local_elearnbuilder\external;

defined('MOODLE_INTERNAL') || die();

require_once(__DIR__ . '/../../compat.php');

use context_course;
use core_external\external_api;
use core_external\external_function_parameters;
use core_external\external_multiple_structure;
use core_external\external_single_structure;
use core_external\external_value;
use core_external\external_warnings;
use core_text;
use local_elearnbuilder\activity;
use local_elearnbuilder\installer;
use local_elearnbuilder\package;
use moodle_exception;
use stdClass;

/**
 * Adds a SCORM activity to a course, or replaces the package of the one with the same ID number.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class put_package extends external_api {
    /** @var int Seconds to wait for another call about the same course; its sender may have lost the line. */
    private const LONGEST_WAIT = 120;

    /**
     * What the function takes.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'courseid' => new external_value(PARAM_INT, 'The course'),
            'idnumber' => new external_value(PARAM_RAW, 'The ID number of the activity'),
            'section' => new external_value(PARAM_INT, 'The number of the section for a new activity', VALUE_DEFAULT, 0),
            'name' => new external_value(PARAM_RAW, 'The name of a new activity', VALUE_DEFAULT, ''),
            'draftitemid' => new external_value(PARAM_INT, 'The draft area with the package', VALUE_DEFAULT, 0),
            'sha1' => new external_value(PARAM_ALPHANUM, 'The SHA-1 of the package', VALUE_DEFAULT, ''),
            'settings' => new external_multiple_structure(
                new external_single_structure([
                    'name' => new external_value(PARAM_RAW, 'The name, as in the form of the activity'),
                    'value' => new external_value(PARAM_RAW, 'The value'),
                ]),
                'Settings of a new activity',
                VALUE_DEFAULT,
                []
            ),
            'dryrun' => new external_value(PARAM_BOOL, 'Change nothing; with no package, say what is there', VALUE_DEFAULT, false),
            'force' => new external_value(PARAM_BOOL, 'Replace also if items vanish', VALUE_DEFAULT, false),
        ]);
    }

    /**
     * Adds or replaces.
     *
     * @param int $courseid The course.
     * @param string $idnumber The ID number of the activity.
     * @param int $section The number of the section for a new activity.
     * @param string $name The name of a new activity.
     * @param int $draftitemid The draft area with the package; 0 in a dry run that only asks what is there.
     * @param string $sha1 The SHA-1 of the package.
     * @param array $settings Settings of a new activity: lists with name and value.
     * @param bool $dryrun Change nothing.
     * @param bool $force Replace also if items vanish.
     * @return array What is there, and what was done.
     * @throws moodle_exception When it is refused; then nothing has changed.
     */
    public static function execute(
        int $courseid,
        string $idnumber,
        int $section = 0,
        string $name = '',
        int $draftitemid = 0,
        string $sha1 = '',
        array $settings = [],
        bool $dryrun = false,
        bool $force = false
    ): array {
        global $CFG;
        require_once($CFG->dirroot . '/course/modlib.php');
        require_once($CFG->dirroot . '/mod/scorm/lib.php');
        require_once($CFG->dirroot . '/mod/scorm/locallib.php');
        require_once($CFG->libdir . '/gradelib.php');

        $params = self::validate_parameters(self::execute_parameters(), [
            'courseid' => $courseid,
            'idnumber' => $idnumber,
            'section' => $section,
            'name' => $name,
            'draftitemid' => $draftitemid,
            'sha1' => $sha1,
            'settings' => $settings,
            'dryrun' => $dryrun,
            'force' => $force,
        ]);
        $params['idnumber'] = trim($params['idnumber']);
        if ($params['idnumber'] === '' || core_text::strlen($params['idnumber']) > 100) {
            throw new moodle_exception('badidnumber', 'local_elearnbuilder');
        }
        $course = get_course($params['courseid']);
        $context = context_course::instance($course->id);
        self::validate_context($context);
        require_capability('moodle/course:manageactivities', $context);

        if ($params['dryrun']) {
            return self::put($course, $params);
        }
        // The work goes on when its sender hangs up; whoever asks next has to wait until it is done.
        ignore_user_abort(true);
        \core_php_time_limit::raise();
        raise_memory_limit(MEMORY_EXTRA);
        $locks = \core\lock\lock_config::get_lock_factory('local_elearnbuilder');
        $lock = $locks->get_lock("course{$course->id}", self::LONGEST_WAIT);
        if (!$lock) {
            throw new moodle_exception('busy', 'local_elearnbuilder');
        }
        try {
            return self::put($course, $params);
        } finally {
            $lock->release();
        }
    }

    /**
     * Looks, decides, and does it unless it is a dry run.
     *
     * @param stdClass $course The course.
     * @param array $params The parameters.
     * @return array
     */
    private static function put(stdClass $course, array $params): array {
        $activity = activity::find($course, $params['idnumber']);
        if ($activity === null) {
            require_capability('mod/scorm:addinstance', context_course::instance($course->id));
            if (!grade_verify_idnumber($params['idnumber'], $course->id)) {
                throw new moodle_exception('takenidnumber', 'local_elearnbuilder', '', s($params['idnumber']));
            }
        } else {
            require_capability('moodle/course:manageactivities', $activity->context());
        }
        if ($params['dryrun'] && !$params['draftitemid']) {
            return self::told($course, $activity, $activity === null ? 'absent' : 'present');
        }

        $package = new package($params['draftitemid'], $params['sha1']);
        $most = self::most_bytes($course);
        if ($package->size() > $most) {
            $a = ['size' => $package->size(), 'most' => $most];
            throw new moodle_exception('toolarge', 'local_elearnbuilder', '', $a);
        }
        if ($activity !== null && $activity->has($package)) {
            return self::told($course, $activity, 'unchanged');
        }
        $vanished = $activity === null ? [] : array_diff_key($activity->items(), array_flip($package->items()));
        if ($params['dryrun']) {
            return self::told($course, $activity, $activity === null ? 'wouldcreate' : 'wouldreplace', $vanished);
        }
        if ($vanished && !$params['force']) {
            throw new moodle_exception('vanish', 'local_elearnbuilder', '', implode(', ', $vanished));
        }

        if ($activity === null) {
            $wishes = array_map('trim', array_column($params['settings'], 'value', 'name'));
            $warnings = installer::add(
                $course,
                $params['section'],
                $params['idnumber'],
                self::name_of($params),
                $params['draftitemid'],
                $package,
                $wishes
            );
        } else {
            $warnings = installer::replace($activity, $course, $params['draftitemid'], $package, $params['force']);
        }
        $now = activity::find($course, $params['idnumber']);
        return self::told($course, $now, $activity === null ? 'created' : 'replaced', $vanished, $warnings);
    }

    /**
     * The name of a new activity, cleaned as the form of the activity does.
     *
     * @param array $params The parameters.
     * @return string At most 255 characters; the ID number if there is no name.
     */
    private static function name_of(array $params): string {
        global $CFG;

        $name = clean_param($params['name'], empty($CFG->formatstringstriptags) ? PARAM_CLEANHTML : PARAM_TEXT);
        $name = core_text::substr(trim($name), 0, 255);
        return $name === '' ? $params['idnumber'] : $name;
    }

    /**
     * The most bytes that a package of this user may have in a course.
     *
     * @param stdClass $course The course.
     * @return int
     */
    private static function most_bytes(stdClass $course): int {
        global $CFG;

        $context = context_course::instance($course->id);
        $most = (int) get_user_max_upload_file_size($context, $CFG->maxbytes, $course->maxbytes);
        // Whoever may exceed limits still has to get the file through the web server.
        return $most === USER_CAN_IGNORE_FILE_SIZE_LIMITS ? (int) get_max_upload_file_size($CFG->maxbytes) : $most;
    }

    /**
     * Puts an answer together.
     *
     * @param stdClass $course The course.
     * @param activity|null $activity The activity as it is now.
     * @param string $action What was done.
     * @param string[] $vanished Titles of items that are gone, or would be, by identifier.
     * @param array[] $warnings What Moodle remarked.
     * @return array
     */
    private static function told(
        stdClass $course,
        ?activity $activity,
        string $action,
        array $vanished = [],
        array $warnings = []
    ): array {
        return [
            'action' => $action,
            'cmid' => $activity === null ? 0 : (int) $activity->cm->id,
            'instance' => $activity === null ? 0 : (int) $activity->scorm->id,
            'revision' => $activity === null ? 0 : (int) $activity->scorm->revision,
            'sha1' => $activity === null ? '' : $activity->sha1(),
            'version' => $activity === null ? '' : (string) $activity->scorm->version,
            'packageurl' => $activity === null ? '' : $activity->package_url(),
            'items' => $activity === null ? [] : self::listed($activity->items()),
            'vanished' => self::listed($vanished),
            'maxbytes' => self::most_bytes($course),
            'warnings' => $warnings,
        ];
    }

    /**
     * Items as a list.
     *
     * @param string[] $items Titles by identifier.
     * @return array[]
     */
    private static function listed(array $items): array {
        $listed = [];
        foreach ($items as $identifier => $title) {
            $listed[] = ['identifier' => (string) $identifier, 'title' => $title];
        }
        return $listed;
    }

    /**
     * What the function gives.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        $items = new external_multiple_structure(
            new external_single_structure([
                'identifier' => new external_value(PARAM_RAW, 'The identifier in the manifest'),
                'title' => new external_value(PARAM_RAW, 'The title'),
            ])
        );
        return new external_single_structure([
            'action' => new external_value(
                PARAM_ALPHA,
                'created, replaced, unchanged; in a dry run wouldcreate, wouldreplace, unchanged; without a package absent, present'
            ),
            'cmid' => new external_value(PARAM_INT, 'The course module; 0 if there is none'),
            'instance' => new external_value(PARAM_INT, 'The activity; 0 if there is none'),
            'revision' => new external_value(PARAM_INT, 'How often the package has been read'),
            'sha1' => new external_value(PARAM_ALPHANUM, 'The SHA-1 of the package that is there now'),
            'version' => new external_value(PARAM_NOTAGS, 'What Moodle takes the package for'),
            'packageurl' => new external_value(PARAM_URL, 'Where the package can be fetched with a token'),
            'items' => $items,
            'vanished' => clone $items,
            'maxbytes' => new external_value(PARAM_INT, 'The most bytes that a package may have'),
            'warnings' => new external_warnings(),
        ]);
    }
}
