/* Captions in a folder opened by double click: there a browser refuses to load the file of a track, so the same text comes as
 * a script. Only the web target carries these, and this. */
(function (elearn) {
  "use strict";

  /** Called by a track's script. */
  elearn.captions = function (path, text) {
    elearn.all("track").forEach(function (track) {
      if (track.getAttribute("src") !== path) return;
      track.src = URL.createObjectURL(new Blob([text], { type: "text/vtt" }));
    });
  };

  elearn.pages.enhance(function (article) {
    if (location.protocol !== "file:") return;
    elearn.all("track", article).forEach(function (track) {
      document.head.appendChild(elearn.el("script", { src: track.getAttribute("src") + ".js" }));
    });
  });
})(window.elearn);
