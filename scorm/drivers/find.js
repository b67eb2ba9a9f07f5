/* Finding the API object of the LMS (SCORM 1.2 RTE 3.3.2.1, SCORM 2004 RTE 3.2.1).
 *
 * Own window first (offline players put it there), then parents, then the opener and its parents, for this window and
 * for the topmost one. A frame of another origin throws on any access, and the API may appear late.
 */
(function (elearn) {
  "use strict";
  var MOST_FRAMES = 500; // 2004 RTE 3.2.1
  var PATIENCE = 5000; // milliseconds
  var PAUSE = 100;

  function read(object, name) {
    try {
      return object[name];
    } catch (problem) {
      return null;
    }
  }

  function inWindow(frame, name, probe) {
    var api = read(frame, name);
    return api && typeof read(api, probe) !== "undefined" ? api : null;
  }

  function inParents(frame, name, probe) {
    for (var step = 0; frame && step < MOST_FRAMES; step++) {
      var api = inWindow(frame, name, probe);
      if (api) return api;
      var parent = read(frame, "parent");
      if (!parent || parent === frame) return null;
      frame = parent;
    }
    return null;
  }

  function look(name, probe) {
    var starts = [window, read(window, "opener"), read(read(window, "top") || {}, "opener")];
    var seen = [];
    while (starts.length) {
      var frame = starts.shift();
      if (!frame || seen.indexOf(frame) >= 0 || seen.length > 10) continue;
      seen.push(frame);
      var api = inParents(frame, name, probe);
      if (api) return api;
      if (frame !== window) starts.push(read(frame, "opener")); // a window opened from a window
    }
    return null;
  }

  /** Promise of the API object called `name` that has a function `probe`, or of null after five seconds. */
  elearn.findApi = function (name, probe) {
    return new Promise(function (resolve) {
      var began = Date.now();
      (function again() {
        var api = look(name, probe);
        if (api || Date.now() - began > PATIENCE || !hasNeighbours()) resolve(api);
        else setTimeout(again, PAUSE);
      })();
    });
  };

  /** A page that stands alone, opened by double click or as a tab of its own, need not wait for an LMS. */
  function hasNeighbours() {
    return window.parent !== window || !!read(window, "opener") || window.location.protocol !== "file:";
  }

  /** Whether an API function's answer means success; LMSs answer with booleans, words and numbers. */
  elearn.truth = function (answer) {
    return answer === true || answer === 1 || String(answer) === "true" || String(answer) === "1";
  };

  /** A number as a plain decimal of at most seven places, without an exponent. */
  elearn.decimal = function (value) {
    return value.toFixed(7).replace(/\.?0+$/, "");
  };

  /** Two digits. */
  elearn.two = function (value) {
    return (value < 10 ? "0" : "") + value;
  };

  /** Text that every report can carry: no control characters, blanks folded, cut. */
  elearn.clean = function (text, most) {
    return String(text).replace(/[\u0000-\u001f\u007f]+/g, " ").replace(/\s+/g, " ").trim().slice(0, most);
  };
})(window.elearn);
