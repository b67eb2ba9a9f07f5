/* Numbers packed into text of A-Z a-z 0-9 - _ , six bits a character: all that every LMS stores unharmed. */
(function (elearn) {
  "use strict";
  var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Writes numbers of given widths, and gives back what it wrote. */
  elearn.BitWriter = function () {
    this.bits = [];
  };
  elearn.BitWriter.prototype = {
    /** A number of up to 30 bits. */
    put: function (value, width) {
      for (var bit = width - 1; bit >= 0; bit--) this.bits.push((value >>> bit) & 1);
      return value;
    },
    /** A number from 0 that is mostly small (Elias gamma of value + 1). */
    small: function (value) {
      var width = (value + 1).toString(2).length;
      for (var index = 1; index < width; index++) this.bits.push(0);
      return this.put(value + 1, width) - 1;
    },
    /** A number from 0 by its quotient in unary and `width` bits of remainder (Rice). */
    rice: function (value, width) {
      for (var rest = Math.floor(value / Math.pow(2, width)); rest > 0; rest--) this.bits.push(1);
      this.bits.push(0);
      this.put(value % Math.pow(2, width), width);
      return value;
    },
    text: function () {
      var out = "";
      for (var index = 0; index < this.bits.length; index += 6) {
        var value = 0;
        for (var bit = 0; bit < 6; bit++) value = value * 2 + (this.bits[index + bit] || 0);
        out += ALPHABET[value];
      }
      return out;
    }
  };

  /** Reads what BitWriter wrote; throws RangeError at the end of the text or at a foreign character. Its `put`, `small` and
   * `rice` take no notice of the value. */
  elearn.BitReader = function (text) {
    this.text = text;
    this.at = 0;
  };
  elearn.BitReader.prototype = {
    bit: function () {
      var value = ALPHABET.indexOf(this.text.charAt(Math.floor(this.at / 6)) || " ");
      if (value < 0) throw new RangeError("state ends early");
      return (value >>> (5 - (this.at++ % 6))) & 1;
    },
    /** How many bits are left, with those that fill the last character. */
    left: function () {
      return this.text.length * 6 - this.at;
    },
    get: function (width) {
      var value = 0;
      for (var bit = 0; bit < width; bit++) value = value * 2 + this.bit();
      return value;
    },
    put: function (_, width) {
      return this.get(width);
    },
    small: function () {
      var width = 0;
      while (!this.bit()) if (++width > 30) throw new RangeError("state is damaged");
      return Math.pow(2, width) + this.get(width) - 1;
    },
    rice: function (_, width) {
      var high = 0;
      while (this.bit()) high++;
      return high * Math.pow(2, width) + this.get(width);
    }
  };
})(window.elearn);
