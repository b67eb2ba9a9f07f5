/* Numbers packed into text of A-Z a-z 0-9 - _ , six bits a character: all that every LMS stores unharmed. */
(function (elearn) {
  "use strict";
  var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Writes numbers of given widths. */
  elearn.BitWriter = function () {
    this.bits = [];
  };
  elearn.BitWriter.prototype = {
    /** A number of up to 30 bits. */
    put: function (value, width) {
      for (var bit = width - 1; bit >= 0; bit--) this.bits.push((value >>> bit) & 1);
    },
    /** A number from 0 that is mostly small (Elias gamma of value + 1). */
    small: function (value) {
      var width = (value + 1).toString(2).length;
      for (var index = 1; index < width; index++) this.bits.push(0);
      this.put(value + 1, width);
    },
    /** A number from 0 by its quotient in unary and `width` bits of remainder (Rice). */
    rice: function (value, width) {
      for (var rest = Math.floor(value / Math.pow(2, width)); rest > 0; rest--) this.bits.push(1);
      this.bits.push(0);
      this.put(value % Math.pow(2, width), width);
    },
    /** A text as its UTF-8 bytes behind their number of `width` bits. */
    words: function (text, width) {
      var self = this;
      var bytes = new TextEncoder().encode(text);
      self.put(bytes.length, width);
      bytes.forEach(function (byte) { self.put(byte, 8); });
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

  /** Reads what BitWriter wrote; throws RangeError at the end of the text or at a foreign character. */
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
    small: function () {
      var width = 0;
      while (!this.bit()) if (++width > 30) throw new RangeError("state is damaged");
      return Math.pow(2, width) + this.get(width) - 1;
    },
    words: function (width) {
      var bytes = [];
      for (var left = this.get(width); left > 0; left--) bytes.push(this.get(8));
      return new TextDecoder().decode(new Uint8Array(bytes));
    },
    rice: function (width) {
      var high = 0;
      while (this.bit()) high++;
      return high * Math.pow(2, width) + this.get(width);
    }
  };
})(window.elearn);
