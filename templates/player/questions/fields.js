/* What several kinds of questions share: fields to type into and to pick from, things that one drags, what is said about each
 * line. */
(function (elearn) {
  "use strict";

  /** A text with Arabic and Persian digits and their signs turned into those that every report knows. */
  elearn.digits = function (text) {
    return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, function (digit) { return digit.charCodeAt(0) & 15; })
      .replace(/\u066b/g, ".").replace(/\u066c/g, "").replace(/[\u2212\u2013]/g, "-");
  };

  /** The beginning of a text that takes at most so many bytes of UTF-8. */
  elearn.cut = function (text, most) {
    var bytes = new TextEncoder().encode(text);
    if (bytes.length > most) while ((bytes[most] & 192) === 128) most--; // not within a letter
    return new TextDecoder().decode(bytes.subarray(0, most));
  };

  /** Write a text as its UTF-8 bytes behind their number of `width` bits. */
  elearn.BitWriter.prototype.words = function (text, width) {
    var self = this;
    var bytes = new TextEncoder().encode(text);
    self.put(bytes.length, width);
    bytes.forEach(function (byte) { self.put(byte, 8); });
  };

  elearn.BitReader.prototype.words = function (width) {
    var bytes = [];
    for (var left = this.get(width); left > 0; left--) bytes.push(this.get(8));
    return new TextDecoder().decode(new Uint8Array(bytes));
  };

  /** Show or hide the whole answer of a question, for kinds that cannot show it where it was given. */
  elearn.solution = function (element, shown) {
    var solution = element.querySelector(".solution");
    solution.open = shown;
    solution.classList.toggle("told", shown);
  };

  /** Lay the words chosen over a native list, where they can take several lines: its own are cut at the first. */
  elearn.picker = function (select) {
    var words = elearn.el("span.picked", { "aria-hidden": "true" });
    function tell() {
      words.textContent = select.options[select.selectedIndex].text;
    }
    var frame = elearn.el("span.pick", {});
    select.parentNode.replaceChild(frame, select);
    frame.appendChild(select);
    frame.appendChild(words);
    select.addEventListener("input", tell);
    select.addEventListener("change", tell);
    select.form.addEventListener("reset", function () { setTimeout(tell); });
    tell();
  };

  /** Put a value into a native list or field. */
  elearn.pick = function (select, value) {
    select.value = value;
    select.dispatchEvent(new Event("change"));
  };

  /**
   * What one drags something by, with mouse, pen or finger; the page scrolls everywhere else. `begin(event)` gives
   * `{move, drop}`, which get the further events, or nothing when there is nothing to drag.
   */
  elearn.grip = function (begin) {
    return elearn.el("span.grip", {
      "aria-hidden": "true",
      pointerdown: function (event) {
        var way = event.button ? null : begin(event);
        if (!way) return;
        event.preventDefault();
        function end(last) {
          document.removeEventListener("pointermove", way.move);
          document.removeEventListener("pointerup", end);
          document.removeEventListener("pointercancel", end);
          way.drop(last);
        }
        document.addEventListener("pointermove", way.move);
        document.addEventListener("pointerup", end);
        document.addEventListener("pointercancel", end);
      }
    });
  };

  /** "Right.", or nothing where what the author says of it begins with that word ("Right: …"). */
  elearn.rightWord = function (said) {
    var word = elearn.t("is_right");
    var bare = word.replace(/[.。]$/, "");
    var text = said ? said.lastElementChild.textContent.trim() : "";
    return text.indexOf(bare) === 0 && /^\s*[.,:;!。，：；！،؛–—]/.test(text.slice(bare.length)) ? "" : word;
  };
})(window.elearn);
