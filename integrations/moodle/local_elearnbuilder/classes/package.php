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

use context_user;
use DOMDocument;
use file_archive;
use moodle_exception;
use stored_file;
use zip_archive;

/**
 * A SCORM package that lies in the draft area of the user who calls.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class package {
    /** @var stored_file The zip file. */
    private stored_file $file;

    /** @var string[] The identifiers of all items of its manifest. */
    private array $items;

    /** @var int[] How many files it has, and how many bytes in all; counted early, for the end of a transaction. */
    private array $measure;

    /**
     * Looks at the package and refuses one that is not whole or that Moodle could not play.
     *
     * @param int $draftitemid The draft area; it holds the package and nothing else.
     * @param string $sha1 What was sent, as the sender counts it.
     * @throws moodle_exception When it is not that, or not a SCORM package.
     */
    public function __construct(int $draftitemid, string $sha1) {
        global $CFG, $USER;
        require_once($CFG->dirroot . '/mod/scorm/lib.php');

        $context = context_user::instance($USER->id);
        $files = get_file_storage()->get_area_files($context->id, 'user', 'draft', $draftitemid, 'id', false);
        if (count($files) !== 1) {
            throw new moodle_exception('onefile', 'local_elearnbuilder', '', count($files));
        }
        $this->file = reset($files);
        if ($this->file->get_contenthash() !== $sha1) {
            throw new moodle_exception('otherbytes', 'local_elearnbuilder');
        }
        $errors = scorm_validate_package($this->file);
        if ($errors) {
            throw new moodle_exception('notscorm', 'local_elearnbuilder', '', implode(' ', $errors));
        }
        $this->items = self::items_of($this->read_manifest());
        if (!$this->items) {
            throw new moodle_exception('noitems', 'local_elearnbuilder');
        }
        $this->measure = $this->count_files();
    }

    /**
     * The size of the package.
     *
     * @return int In bytes.
     */
    public function size(): int {
        return (int) $this->file->get_filesize();
    }

    /**
     * The SHA-1 of the package.
     *
     * @return string 40 hexadecimal digits.
     */
    public function sha1(): string {
        return $this->file->get_contenthash();
    }

    /**
     * The identifiers of the items: Moodle keeps what learners have reached under these.
     *
     * @return string[]
     */
    public function items(): array {
        return $this->items;
    }

    /**
     * What has to be in the content area of an activity when the package is unpacked.
     *
     * @return int[] How many files, and how many bytes in all.
     */
    public function measure(): array {
        return $this->measure;
    }

    /**
     * Counts the files that Moodle will unpack.
     *
     * @return int[] How many files, and how many bytes in all.
     */
    private function count_files(): array {
        $sizes = [];
        foreach ($this->file->list_files(get_file_packer('application/zip')) ?: [] as $entry) {
            if (!$entry->is_directory) {
                // Of two names that are equal once Moodle has cleaned them, it unpacks the first.
                $sizes += [$entry->pathname => (int) $entry->size];
            }
        }
        return [count($sizes), array_sum($sizes)];
    }

    /**
     * Reads the manifest without unpacking the rest.
     *
     * @return string Its text; empty if it cannot be read.
     */
    private function read_manifest(): string {
        $place = $this->file->copy_content_to_temp();
        $archive = new zip_archive();
        $text = '';
        if ($place && $archive->open($place, file_archive::OPEN)) {
            foreach ($archive as $entry) {
                if ($entry->pathname === 'imsmanifest.xml' && ($stream = $archive->get_stream($entry->index))) {
                    $text = (string) stream_get_contents($stream);
                    fclose($stream);
                    break;
                }
            }
            $archive->close();
        }
        if ($place) {
            @unlink($place);
        }
        return $text;
    }

    /**
     * The identifiers of the items of a manifest, in whatever namespace.
     *
     * @param string $manifest Its text.
     * @return string[] Empty if it is no XML.
     */
    private static function items_of(string $manifest): array {
        $document = new DOMDocument();
        $before = libxml_use_internal_errors(true);
        $read = $manifest !== '' && $document->loadXML($manifest, LIBXML_NONET | LIBXML_COMPACT);
        libxml_clear_errors();
        libxml_use_internal_errors($before);
        $found = [];
        if ($read) {
            foreach ($document->getElementsByTagNameNS('*', 'item') as $item) {
                $found[] = $item->getAttribute('identifier');
            }
        }
        return array_values(array_unique(array_filter($found, 'strlen')));
    }
}
