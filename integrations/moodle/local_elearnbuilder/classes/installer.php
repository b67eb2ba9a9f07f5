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

use moodle_exception;
use stdClass;
use Throwable;

/**
 * Adds an activity, or replaces its package: all of it or nothing.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class installer {
    /** @var string[] The file areas of an activity that a replacement empties and fills. */
    private const AREAS = ['package', 'content'];

    /**
     * Adds an activity to a course.
     *
     * @param stdClass $course The course.
     * @param int $section The number of the section.
     * @param string $idnumber The ID number.
     * @param string $name The name.
     * @param int $draftitemid The draft area with the package.
     * @param package $package The package in it.
     * @param string[] $wishes Settings by name.
     * @return array[] Warnings.
     * @throws moodle_exception When it cannot be added; then nothing was.
     */
    public static function add(
        stdClass $course,
        int $section,
        string $idnumber,
        string $name,
        int $draftitemid,
        package $package,
        array $wishes
    ): array {
        global $DB;

        $unknown = settings::unknown($wishes);
        // A server that died while it added something may have left in the cache what the database took back.
        rebuild_course_cache($course->id, true);
        // This makes the section, too, if the course does not have it. It is no part of the transaction: the cache would
        // still have it after a rollback that nobody lived to see.
        [, , , , $moduleinfo] = prepare_new_moduleinfo_data($course, 'scorm', $section);
        $moduleinfo->name = $name;
        $moduleinfo->cmidnumber = $idnumber;
        $moduleinfo->scormtype = SCORM_TYPE_LOCAL;
        $moduleinfo->packagefile = $draftitemid;
        settings::apply($moduleinfo, $wishes, $course);

        $transaction = $DB->start_delegated_transaction();
        try {
            $said = self::listen(function () use ($moduleinfo, $course): void {
                add_moduleinfo($moduleinfo, $course);
            });
            self::expect_whole(activity::find($course, $idnumber), $package, $said);
            $transaction->allow_commit();
        } catch (Throwable $problem) {
            self::undo($course);
            throw $problem;
        }
        $warnings = self::warnings($said);
        foreach ($unknown as $name) {
            $warnings[] = [
                'item' => $name,
                'warningcode' => 'unknownsetting',
                'message' => get_string('unknownsetting', 'local_elearnbuilder', s($name)),
            ];
        }
        return $warnings;
    }

    /**
     * Replaces the package of an activity. All settings stay, and what learners have reached in items that stay.
     *
     * @param activity $activity The activity.
     * @param stdClass $course Its course.
     * @param int $draftitemid The draft area with the package.
     * @param package $package The package in it.
     * @param bool $force Also if items vanish.
     * @return array[] Warnings.
     * @throws moodle_exception When it cannot be replaced; then the old package is still there.
     */
    public static function replace(activity $activity, stdClass $course, int $draftitemid, package $package, bool $force): array {
        global $DB;

        $before = $activity->items();
        // The database takes back what it did when this does not end well, but the contents of the old files would be in
        // the trash by then. Second names keep them out of it.
        self::drop_second_names($activity);
        self::give_second_names($activity);

        $transaction = $DB->start_delegated_transaction();
        try {
            $scorm = clone $activity->scorm;
            $scorm->instance = $scorm->id;
            $scorm->coursemodule = $activity->cm->id;
            $scorm->cmidnumber = $activity->cm->idnumber;
            $scorm->completionexpected = $activity->cm->completionexpected;
            $scorm->packagefile = $draftitemid;
            self::unpack_options($scorm);
            $said = self::listen(function () use ($scorm): void {
                scorm_update_instance($scorm);
            });
            $after = self::expect_whole(activity::find($course, $activity->cm->idnumber), $package, $said);
            // Moodle itself has read the manifest now, and what it says counts.
            $vanished = array_diff_key($before, $after->items());
            if ($vanished && !$force) {
                throw new moodle_exception('vanish', 'local_elearnbuilder', '', implode(', ', $vanished));
            }
            \core\event\course_module_updated::create_from_cm($activity->cm, $activity->context())->trigger();
            $transaction->allow_commit();
        } catch (Throwable $problem) {
            self::undo($course);
            self::drop_second_names($activity);
            throw $problem;
        }
        self::drop_second_names($activity);
        rebuild_course_cache($course->id, true);
        return self::warnings($said);
    }

    /**
     * Refuses what Moodle has made of a package, unless it is all of it.
     *
     * @param activity|null $activity The activity.
     * @param package $package The package.
     * @param string $said What Moodle said.
     * @return activity
     * @throws moodle_exception When something is missing.
     */
    private static function expect_whole(?activity $activity, package $package, string $said): activity {
        if ($activity === null || $activity->sha1() !== $package->sha1() || !$activity->is_whole($package)) {
            throw new moodle_exception('notwhole', 'local_elearnbuilder', '', $said);
        }
        return $activity;
    }

    /**
     * Does something, and gives what Moodle prints meanwhile: it tells of faults in a manifest as in a page.
     *
     * @param callable $work What to do.
     * @return string As one line of plain text.
     */
    private static function listen(callable $work): string {
        ob_start();
        try {
            $work();
            $printed = preg_replace('~<button.*?</button>~s', '', (string) ob_get_contents());
        } finally {
            ob_end_clean();
        }
        return trim(preg_replace('/\s+/', ' ', html_entity_decode(strip_tags($printed), ENT_QUOTES)));
    }

    /**
     * What Moodle said, as a list of warnings.
     *
     * @param string $said What it said.
     * @return array[]
     */
    private static function warnings(string $said): array {
        return $said === '' ? [] : [['item' => 'package', 'warningcode' => 'remark', 'message' => $said]];
    }

    /**
     * Takes back all that was done to the database, also by calls that have not ended their part of it.
     *
     * @param stdClass $course What is remembered of it may be wrong now.
     */
    private static function undo(stdClass $course): void {
        global $DB;

        $DB->force_transaction_rollback();
        rebuild_course_cache($course->id, true);
    }

    /**
     * Gives the files of an activity a second name each, which costs no space.
     *
     * @param activity $activity The activity.
     */
    private static function give_second_names(activity $activity): void {
        $storage = get_file_storage();
        $context = $activity->context();
        $ours = ['component' => 'local_elearnbuilder', 'userid' => null, 'author' => null];
        foreach (self::AREAS as $area) {
            foreach ($storage->get_area_files($context->id, 'mod_scorm', $area, 0, 'id', false) as $file) {
                $storage->create_file_from_storedfile($ours, $file);
            }
        }
    }

    /**
     * Takes the second names away; also those that are left of a replacement which the server did not live through.
     *
     * @param activity $activity The activity.
     */
    private static function drop_second_names(activity $activity): void {
        get_file_storage()->delete_area_files($activity->context()->id, 'local_elearnbuilder');
    }

    /**
     * Writes the options of a window of its own as fields, as the form does: they are gathered from these again.
     *
     * @param stdClass $scorm The row of the activity.
     */
    private static function unpack_options(stdClass $scorm): void {
        foreach (explode(',', (string) $scorm->options) as $option) {
            [$name, $value] = array_pad(explode('=', trim($option), 2), 2, '');
            if (array_key_exists($name, scorm_get_popup_options_array())) {
                $scorm->$name = $value;
            }
        }
    }
}
