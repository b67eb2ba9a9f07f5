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
 * Texts in French.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['badidnumber'] = 'Un numéro d’identification de 1 à 100 caractères est nécessaire.';
$string['badsetting'] = 'Le réglage « {$a->name} » ne peut pas être « {$a->value} ».';
$string['busy'] = 'Un autre paquetage est en train d’être placé dans ce cours. Réessayez dans quelques minutes.';
$string['noitems'] = 'Le manifeste du paquetage est illisible ou ne contient aucun élément.';
$string['notscorm'] = 'Ce n’est pas un paquetage SCORM : {$a}';
$string['notwhole'] = 'Moodle n’a pas pu décompresser et lire tout le paquetage. Rien n’a changé. {$a}';
$string['onefile'] = 'Il doit y avoir un seul fichier dans la zone de brouillon ; il y en a {$a}.';
$string['otheractivity'] = 'Le numéro d’identification {$a->idnumber} est celui de « {$a->name} », qui n’est pas une activité SCORM.';
$string['otherbytes'] = 'Le paquetage n’est pas arrivé tel qu’il a été envoyé. Envoyez-le de nouveau.';
$string['otherplace'] = 'Le paquetage de « {$a} » n’est pas conservé dans Moodle mais vient d’ailleurs ; il ne peut donc pas être remplacé ici.';
$string['pluginname'] = 'elearn-builder';
$string['privacy:metadata'] = 'Le plugin place des paquetages dans des cours. Il n’enregistre rien sur les personnes.';
$string['several'] = 'Plusieurs activités de ce cours ont le numéro d’identification {$a}.';
$string['takenidnumber'] = 'Le numéro d’identification {$a} est celui d’un élément d’évaluation, ou d’une activité en cours de suppression.';
$string['toolarge'] = 'Le paquetage a {$a->size} octets ; {$a->most} sont autorisés dans ce cours.';
$string['unknownsetting'] = 'Il n’y a pas de réglage « {$a} ».';
$string['vanish'] = 'Les participants perdraient leur progression dans : {$a}';
