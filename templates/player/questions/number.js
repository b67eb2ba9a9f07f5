/* number: one field. A response is what was typed, in ASCII and without blanks: at most 16 digits, points and commas. */
(function (elearn) {
  "use strict";
  var MOST = 16;

  function field(element) {
    return element.querySelector(".number input");
  }

  function given(element, name) {
    return Number(element.getAttribute("data-" + name));
  }

  function same(one, other) {
    return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));
  }

  function within(element, value) {
    var low = given(element, "low");
    var high = given(element, "high");
    return (value > low && value < high) || same(value, low) || same(value, high);
  }

  /** What a text can mean: a comma or a point that is followed by three digits may also part thousands. */
  function readings(text) {
    var last = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
    var whole = Number(text.replace(/[.,]/g, ""));
    if (last < 0 || text.split(text.charAt(last)).length > 2) return [whole];
    var broken = Number(text.slice(0, last).replace(/[.,]/g, "") + "." + text.slice(last + 1));
    return /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text) ? [broken, whole] : [broken];
  }

  function mistakes(element, value) {
    return elearn.all(".said", element).filter(function (said) { return same(value, Number(said.getAttribute("data-value"))); });
  }

  /** The reading that means something here, else the first. */
  function meant(element, text) {
    var all = readings(text);
    return all.filter(function (value) { return within(element, value); })
      .concat(all.filter(function (value) { return mistakes(element, value).length; }), all)[0];
  }

  elearn.kinds.number = {
    ask: "number_first",
    prepare: function () {},

    read: function (element) {
      var unit = element.querySelector(".unit");
      var parts = /^([-+]?[\d.,]*\d[.,]?)(\D*)$/.exec(elearn.digits(field(element).value).replace(/[\s'’]/g, ""));
      var tail = parts && parts[2].toLowerCase();
      if (!parts || (tail && (!unit || tail !== unit.textContent.replace(/\s/g, "").toLowerCase()))) return null;
      return parts[1].replace("+", "").slice(0, MOST);
    },

    write: function (element, response) {
      field(element).value = response;
    },

    grade: function (element, response) {
      var right = within(element, meant(element, response));
      return { result: right ? "right" : "wrong", score: right ? 1 : 0 };
    },

    /** As a number where every LMS can take it (five digits before the point), else as text. */
    interaction: function (element, response) {
      var low = given(element, "low");
      var high = given(element, "high");
      var value = response === null ? 0 : meant(element, response);
      if ([low, high, value].every(function (one) { return Math.abs(one) < 1e5; })) {
        return { type: "numeric", learner: value, correct: [{ min: low, max: high, nominal: given(element, "nominal") }] };
      }
      var wanted = elearn.decimal(low) + (low === high ? "" : " to " + elearn.decimal(high));
      return { type: "fill-in", learner: response || "", correct: [wanted] };
    },

    pack: function (element, response, out) {
      out.put(response.length, 5);
      for (var at = 0; at < response.length; at++) out.put(response.charCodeAt(at), 7);
    },

    unpack: function (element, reader) {
      var text = "";
      for (var left = reader.get(5); left > 0; left--) text += String.fromCharCode(reader.get(7));
      return text;
    },

    show: function (element, response, all) {
      var box = element.querySelector(".number");
      var answered = response.length > 0;
      var right = answered && this.grade(element, response).score === 1;
      box.classList.toggle("is-right", right);
      box.classList.toggle("is-wrong", answered && !right);
      if (answered && !right) {
        mistakes(element, meant(element, response)).forEach(function (said) {
          said.open = true;
          said.classList.add("told");
        });
      }
      elearn.solution(element, all && !(right && same(meant(element, response), given(element, "nominal"))));
    },

    clear: function (element) {
      element.querySelector(".number").classList.remove("is-right", "is-wrong");
      elearn.all(".said", element).forEach(function (said) { said.classList.remove("told"); });
      elearn.solution(element, false);
    }
  };
})(window.elearn);
