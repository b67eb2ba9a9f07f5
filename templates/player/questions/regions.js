/* Regions on a picture and their lines in the list below or beside it: what is ticked, pointed at or focused in one shows
 * in the other. A region is a label of the line's native control, so it works by itself; this only makes it visible. */
(function (elearn) {
  "use strict";

  function lines(element) {
    return elearn.all(".spot", element);
  }

  function regions(element) {
    return elearn.all(".region", element);
  }

  function follow(one, other) {
    [["mouseenter", "is-at", true], ["mouseleave", "is-at", false], ["focusin", "is-in", true], ["focusout", "is-in", false]]
      .forEach(function (event) {
        one.addEventListener(event[0], function () { other.classList.toggle(event[1], event[2]); });
      });
  }

  // --- where letters stand ---

  // Corners and middles of a region's edge, as shares of its width and height; first that of one whose other end is not seen.
  var PLACES = [[0, 0.5], [1, 0], [1, 1], [0, 1], [0, 0], [1, 0.5], [0.5, 1], [0.5, 0]];

  function box(one) {
    return one.getBoundingClientRect();
  }

  /** Which share of a box another one covers. */
  function covered(one, by) {
    return Math.max(0, Math.min(one.right, by.right) - Math.max(one.left, by.left)) *
      Math.max(0, Math.min(one.bottom, by.bottom) - Math.max(one.top, by.top)) /
      (one.right - one.left) / (one.bottom - one.top) || 0;
  }

  /** Put each letter where it covers least of the drawing's words and of the letters before it. A hundredth of a text
   * does no harm: that is a word printed large across the paper. */
  function place(element) {
    var seen = elearn.regions.fromRight(element) ? Infinity : element.querySelector(".sheet").parentNode.clientWidth;
    var taken = elearn.all(".sheet-picture text", element).map(box);
    regions(element).forEach(function (region) {
      var style = getComputedStyle(region, "::after");
      var x = parseFloat(style.width) / 2;
      var y = parseFloat(style.height) / 2;
      var around = box(region);
      var least = Infinity;
      var best;
      PLACES.slice(around.width > seen ? 0 : 1).forEach(function (at) {
        var left = around.left + at[0] * around.width;
        var top = around.top + at[1] * around.height;
        var letter = { left: left - x, right: left + x, top: top - y, bottom: top + y, at: at };
        var sum = taken.reduce(function (sum, one) { return sum + covered(one, letter); }, 0);
        if (sum < least - 0.01) {
          least = sum;
          best = letter;
        }
      });
      if (!best) return;
      taken.push(best);
      region.style.setProperty("--at-x", best.at[0] * 100 + "%");
      region.style.setProperty("--at-y", best.at[1] * 100 + "%");
    });
  }

  elearn.regions = {
    /** Whether the words of the drawing run from right to left; those of a photograph run as the course does. */
    fromRight: function (element) {
      return getComputedStyle(element.querySelector(".sheet-picture text") || document.documentElement).direction === "rtl";
    },

    /** Tie regions and lines together, once. */
    tie: function (element) {
      var all = regions(element);
      // A strict policy refuses places that stand in the HTML (CSP 3, style-src-attr), but not the same from a script.
      elearn.all("[style]", element).forEach(function (one) { one.style.cssText = one.getAttribute("style"); });
      lines(element).forEach(function (line, index) {
        follow(line, all[index]);
        follow(all[index], line);
      });
      element.addEventListener("change", function () { elearn.regions.tick(element); });
      elearn.regions.watch(element, function () { place(element); });
    },

    /** Do something when the picture is first shown, and when its size has changed. */
    watch: function (element, act) {
      if (window.ResizeObserver) new ResizeObserver(act).observe(element.querySelector(".sheet"));
    },

    /** Show what is ticked. */
    tick: function (element) {
      var all = regions(element);
      lines(element).forEach(function (line, index) {
        var ticked = line.querySelector("input").checked;
        line.classList.toggle("is-ticked", ticked);
        all[index].classList.toggle("is-ticked", ticked);
      });
    },

    /** Show a judgement on each region: "right", "wrong", "missed" or nothing. */
    judge: function (element, judgements) {
      regions(element).forEach(function (region, index) {
        ["right", "wrong", "missed"].forEach(function (word) {
          region.classList.toggle("is-" + word, judgements[index] === word);
        });
      });
      place(element); // a judgement makes letters wider
    }
  };
})(window.elearn);
