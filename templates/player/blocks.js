/* Blocks that do more than stand there: tabs, flip cards, pictures to compare, wide tables. Without script they are read
 * one below the other. */
(function (elearn) {
  "use strict";
  var count = 0;

  /** The words of an element into a button. What can be tapped in them loses its own tap: the list below the page has it. */
  function words(from, button) {
    button.innerHTML = from.innerHTML;
    elearn.all("a", button).forEach(function (link) {
      while (link.firstChild) link.parentNode.insertBefore(link.firstChild, link);
      link.remove();
    });
  }

  function tabs(box) {
    var panels = elearn.all(":scope > .tab", box);
    var list = elearn.el("div.tab-list", { role: "tablist" });
    var buttons = panels.map(function (panel, index) {
      var id = panel.id || "tab-" + ++count;
      var title = panel.querySelector(".tab-title");
      panel.id = id;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("tabindex", "0");
      panel.setAttribute("aria-labelledby", id + "-name");
      var button = elearn.el("button.tab-name", {
        role: "tab",
        id: id + "-name",
        "aria-controls": id,
        click: function () { choose(index, false); }
      });
      words(title, button);
      title.hidden = true;
      list.appendChild(button);
      return button;
    });
    function choose(index, focus) {
      panels.forEach(function (panel, other) {
        panel.hidden = other !== index;
        buttons[other].setAttribute("aria-selected", String(other === index));
        buttons[other].setAttribute("tabindex", other === index ? "0" : "-1");
      });
      if (focus) buttons[index].focus();
    }
    list.addEventListener("keydown", function (event) {
      var forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
      var back = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
      var at = buttons.indexOf(document.activeElement);
      var to = { Home: 0, End: buttons.length - 1 }[event.key];
      if (event.key === forward) to = (at + 1) % buttons.length;
      if (event.key === back) to = (at + buttons.length - 1) % buttons.length;
      if (to === undefined) return;
      event.preventDefault();
      choose(to, true);
    });
    box.insertBefore(list, box.firstChild);
    box.classList.add("live");
    choose(0, false);
  }

  function card(item) {
    var front = item.querySelector(".front");
    var back = item.querySelector(".back");
    var button = elearn.el("button.flip", { "aria-expanded": "false" });
    words(front, button);
    front.innerHTML = "";
    front.appendChild(button);
    back.hidden = true;
    item.classList.add("live");
    button.addEventListener("click", function () {
      back.hidden = !back.hidden;
      button.setAttribute("aria-expanded", String(!back.hidden));
      item.classList.toggle("turned", !back.hidden);
    });
  }

  /** Two pictures on top of each other, with a native slider that uncovers the second. */
  function compare(figure) {
    var frames = elearn.all(".picture", figure);
    if (frames.length !== 2) return;
    var slider = elearn.el("input.slider", {
      type: "range",
      min: "0",
      max: "100",
      value: "50",
      "aria-label": elearn.t("compare"),
      input: function () { figure.style.setProperty("--cut", slider.value + "%"); }
    });
    figure.style.setProperty("--cut", "50%");
    figure.classList.add("live");
    frames[0].parentNode.appendChild(slider);
  }

  /** A frame that scrolls sideways can be reached by keyboard and has a name. */
  function scrolls(frame) {
    if (frame.scrollWidth <= frame.clientWidth + 1) return;
    frame.setAttribute("tabindex", "0");
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", elearn.t("wide_table"));
    frame.classList.add("wide");
  }

  elearn.pages.enhance(function (article) {
    elearn.all(".tabs", article).forEach(tabs);
    elearn.all(".card", article).forEach(card);
    elearn.all(".figure-compare", article).forEach(compare);
    elearn.all(".table, .drawing", article).forEach(scrolls);
  });
})(window.elearn);
