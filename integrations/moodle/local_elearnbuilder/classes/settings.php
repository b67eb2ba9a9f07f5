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

use completion_info;
use moodle_exception;
use stdClass;

/**
 * The settings of a new activity: those of the site, with what the caller wishes.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class settings {
    /** @var string[] The site has other names for these two. */
    private const NAMED_OTHERWISE = ['width' => 'framewidth', 'height' => 'frameheight'];

    /** @var string What the form calls the two boxes for the condition of completion. */
    private const STATUS = '/^completionstatusrequired\[(2|4)\]$/';

    /**
     * Looks at wishes before anything is made.
     *
     * @param string[] $wishes Values by the names that the form of the activity has for them.
     * @return string[] The names that there is no setting for.
     * @throws moodle_exception When a value is not one that the form would take.
     */
    public static function unknown(array $wishes): array {
        $known = self::known();
        $unknown = [];
        foreach ($wishes as $name => $value) {
            if (preg_match(self::STATUS, $name)) {
                continue;
            }
            if (!array_key_exists($name, $known)) {
                $unknown[] = $name;
            } else if (!self::fits($value, $known[$name])) {
                throw new moodle_exception('badsetting', 'local_elearnbuilder', '', ['name' => s($name), 'value' => s($value)]);
            }
        }
        return $unknown;
    }

    /**
     * Puts settings into the description of a new activity.
     *
     * @param stdClass $moduleinfo The description.
     * @param string[] $wishes Values by the names that the form of the activity has for them; names that are not known
     *                         are passed over.
     * @param stdClass $course The course.
     */
    public static function apply(stdClass $moduleinfo, array $wishes, stdClass $course): void {
        $known = self::known();
        $site = get_config('scorm');
        foreach (array_keys($known) as $name) {
            $onsite = self::NAMED_OTHERWISE[$name] ?? $name;
            if (isset($site->$onsite)) {
                $moduleinfo->$name = $site->$onsite;
            }
        }
        $moduleinfo->updatefreq = SCORM_UPDATE_NEVER;
        foreach (['completionstatusrequired', 'completionscorerequired'] as $name) {
            $moduleinfo->$name = null;
        }

        $status = 0;
        foreach ($wishes as $name => $value) {
            if (preg_match(self::STATUS, $name, $matches)) {
                $status |= $value ? (int) $matches[1] : 0;
            } else if (array_key_exists($name, $known)) {
                $moduleinfo->$name = (int) $value;
            }
        }
        // Completion by conditions needs one, and a course that counts it.
        if ($status && (new completion_info($course))->is_enabled()) {
            $moduleinfo->completionstatusrequired = $status;
        } else if (($moduleinfo->completion ?? 0) == COMPLETION_TRACKING_AUTOMATIC && empty($moduleinfo->completionview)) {
            $moduleinfo->completion = COMPLETION_TRACKING_NONE;
        }
    }

    /**
     * Whether the form would take a value.
     *
     * @param string $value The value.
     * @param int[]|null $offered What it offers; null for a field to write a number into.
     * @return bool
     */
    private static function fits(string $value, ?array $offered): bool {
        if ($offered === null) {
            return preg_match('/^-?\d{1,5}$/', $value) === 1;
        }
        return in_array($value, array_map('strval', $offered), true);
    }

    /**
     * The settings that can be wished for, with the values that the form of the activity offers.
     *
     * @return array Lists of values; null for any number.
     */
    private static function known(): array {
        $yesno = [0, 1];
        $pixels = null; // Any number of up to five digits.
        return [
            'popup' => array_keys(scorm_get_popup_display_array()),
            'width' => $pixels,
            'height' => $pixels,
            'skipview' => array_keys(scorm_get_skip_view_array()),
            'hidebrowse' => $yesno,
            'displaycoursestructure' => $yesno,
            'hidetoc' => array_keys(scorm_get_hidetoc_array()),
            'nav' => array_keys(scorm_get_navigation_display_array()),
            'navpositionleft' => $pixels,
            'navpositiontop' => $pixels,
            'displayattemptstatus' => array_keys(scorm_get_attemptstatus_array()),
            'grademethod' => array_keys(scorm_get_grade_method_array()),
            'maxgrade' => range(0, 100),
            'maxattempt' => array_keys(scorm_get_attempts_array()),
            'whatgrade' => array_keys(scorm_get_what_grade_array()),
            'forcenewattempt' => array_keys(scorm_get_forceattempt_array()),
            'lastattemptlock' => $yesno,
            'forcecompleted' => $yesno,
            'auto' => $yesno,
            'autocommit' => $yesno,
            'masteryoverride' => $yesno,
            'completion' => [COMPLETION_TRACKING_NONE, COMPLETION_TRACKING_MANUAL, COMPLETION_TRACKING_AUTOMATIC],
            'completionview' => $yesno,
            'completionstatusallscos' => $yesno,
        ] + array_fill_keys(array_keys(scorm_get_popup_options_array()), $yesno);
    }
}
