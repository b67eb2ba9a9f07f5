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
 * Texts in Spanish.
 *
 * @package    local_elearnbuilder
 * @copyright  2026 the elearn-builder authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['badidnumber'] = 'Se necesita un número ID de 1 a 100 caracteres.';
$string['badsetting'] = 'El ajuste «{$a->name}» no puede ser «{$a->value}».';
$string['busy'] = 'Se está colocando otro paquete en este curso. Inténtelo de nuevo dentro de unos minutos.';
$string['noitems'] = 'El manifiesto del paquete no se puede leer o no contiene elementos.';
$string['notscorm'] = 'Esto no es un paquete SCORM: {$a}';
$string['notwhole'] = 'Moodle no pudo descomprimir y leer todo el paquete. No ha cambiado nada. {$a}';
$string['onefile'] = 'Debe haber un solo archivo en el área de borrador; hay {$a}.';
$string['otheractivity'] = 'El número ID {$a->idnumber} es el de «{$a->name}», que no es una actividad SCORM.';
$string['otherbytes'] = 'El paquete no ha llegado tal como se envió. Envíelo de nuevo.';
$string['otherplace'] = 'El paquete de «{$a}» no se guarda en Moodle, sino que viene de otro sitio; por eso no se puede reemplazar aquí.';
$string['pluginname'] = 'elearn-builder';
$string['privacy:metadata'] = 'El plugin coloca paquetes en cursos. No guarda nada sobre las personas.';
$string['several'] = 'Varias actividades de este curso tienen el número ID {$a}.';
$string['takenidnumber'] = 'El número ID {$a} es el de un elemento de calificación o de una actividad que se está borrando.';
$string['toolarge'] = 'El paquete tiene {$a->size} bytes; en este curso se permiten {$a->most}.';
$string['unknownsetting'] = 'No existe el ajuste «{$a}».';
$string['vanish'] = 'Los estudiantes perderían su progreso en: {$a}';
