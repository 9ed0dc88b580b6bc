/* Everything the pages do beyond links and forms. Each module is one behaviour, listens on the document (so what the live
   renewal puts in works at once) and is asked for by attributes, so the server decides what exists. Nothing here is needed to
   use Cairn. No inline script or style, no eval, no markup from strings except what our own server answers.

   THE CONTRACT: what pages emit

   html    lang="en|de"                     the language of relative times
   body    data-shortcuts                   present: single letters act (a person can turn them off)
           data-live-lost="Connection lost. Trying again…"   data-live-updated="This page has been updated."
           data-draft-restored="Your text from before is back."
           data-topics="goal:… workspace:…" what this page shows, for people who read the source; the server reads the address below
           data-live-url="/w/live?topics=…[&since=N]"
                                            present: the page is live. Only on pages answered to GET with 200. With since (the last
                                            event the page saw) the server sends "changed" at once if it is already older;
                                            without it the page asks for itself once after connecting.
   The stream (text/event-stream): "retry: 2000"; event "changed" with any data (no markup); event "beat" every 20 s or so (after the
   first one, a minute of silence means lost); event "gone" when the viewer lost access: the page reloads.
   The page is asked for again with the headers X-Live: 1 and If-None-Match: the ETag of its last such answer; 304, or the same
   whole page. 401, 403, 404, 410 or another address: the page reloads. Another address of the style sheet (a new version): too.

   live.js, patch.js, stream.js
           data-live="name"                 a region, unique on the page, not nested. What is in no region stays as it is, unless regions
                                            came or went: then all of main and of nav.nav is renewed
           data-live-announce[="Sentence"]  on a region: read aloud when it changed; empty says data-live-updated
           id or data-id                    on rows, entries, messages: the same thing keeps its element
           data-own                         what scripts put into the page; renewal leaves it alone, and .flash[role="status"] as well
           A form in which something was typed is left alone whole; so is an open dialog.
           After a renewal the document receives "cairn:renewed"; what changed carries data-fresh for a moment.
   keys.js data-key="c" (or "g t")          on a link, button (pressed) or field (focused); also listed in the palette by its aria-label,
                                            label or text. Used: / · g t · g g · g c · g m · c · n · 1 · 2 · f
           data-rows                        on a tbody or list: j and k go through its children that have a link
           <template id="keys"><dialog class="dialog keys" aria-labelledby="keys-h">…</dialog></template>   shown by ?
           Ctrl Enter presses the .primary (or .danger) button of the form that has the focus.
   sections.js  <nav class="tabs sticky"> with links to #ids: follows the scroll; [ and ]
   palette.js
           <a class="nav-search" data-palette data-key="/" data-commands="Commands" href="/w/search" aria-label="Search">
           GET /w/search?q=…&part=results   answers groups, best first, at most some twenty options:
             [<p data-say>Nothing found for “…”.</p>]
             <div role="group" aria-label="Goals"><p class="palette-kind" aria-hidden="true">Goals</p>
               <a role="option" id="result-1" href="…"><svg class="icon small"…/><span class="what">Title</span><small>Team</small></a>
             </div>
   tree.js <tr data-level="1…" id="g-…"> in .tree; <button type="button" class="twist" aria-expanded="true" aria-label="Parts of …">
           (one label for both states). To begin closed: aria-expanded="false", and data-folded on the rows below it.
   slider.js
           <input class="slider" type="range" id="x"> with <output for="x" data-format="{} %">, and optionally
           <input type="number" data-slider="x"> beside it (no name: the slider is what is sent)
           data-step="0.1" [data-decimal=","]   on a text field for a value: arrow up and down, with Shift ten times
   submit-once.js  every form; a form that is being sent carries data-busy
   draft.js
           data-keep="name"                 on a form: its textareas are kept in the tab until a POST led to a redirect, and leaving asks
                                            [data-kept-discard="Discard it"] puts a button beside the note
           <input type="hidden" name="version"> and name="form_key" are given back with the text, so a conflict is still seen and
                                            nothing is said twice
   relative-time.js   <time datetime="2026-11-12T08:10:00Z" title="…" data-relative>   for times less than a day old
   mention.js
           data-mentions-url="/w/people/mentions"  data-mentions-label="People"   on a textarea with an id, alone with its label in .field
           GET …?q=no                       answers JSON [{"name": "Noor Haddad", "handle": "noor.haddad"}]
   filters.js      <form data-filters method="get" action="/w/goals">: selects, dates and boxes with ids act on change; its button has
                   class="without-script"
   coach.js        <form data-coach="/w/coach/goal">: what is typed is sent there when typing pauses; the answer's elements take the place of
                   those of <aside data-coach-says> in the form
   print.js        <button type="button" class="button with-script" data-print>
   copy.js         <button type="button" class="button with-script" data-copy="field-id" data-copied="Copied">
   confirm.js      data-confirm-dialog="id" on a link (to the page that asks the same) or button; <dialog class="dialog" id="id">;
                   data-close on its cancel button
   menu.js         <details class="more-menu"><summary class="icon-button" aria-label="More">…</summary><div class="menu">…</div></details>
   no script       class="by-choice" around radio buttons or a select and the parts that belong to one choice: .for-number, .for-done,
                   .for-zones, .for-within, .for-baseline, .for-by-hand, .for-private (see form.css); such fields are never "required"
   zone.js         <select data-zone> or <input type="hidden" data-zone>: begins with the browser's time zone
   classes         .with-script and .without-script: shown only with, only without script
*/

import './live.js';
import './keys.js';
import './sections.js';
import './palette.js';
import './tree.js';
import './slider.js';
import './relative-time.js';
import './mention.js';
import './filters.js';
import './print.js';
import './coach.js';
import './copy.js';
import './confirm.js';
import './menu.js';
import './submit-once.js';
import './draft.js';
import './zone.js';
