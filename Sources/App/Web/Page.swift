import Domain
import Foundation

/// What every page knows: who reads it, in which language and time zone, in which workspace, at what time. Pages are functions of it.
struct Page: Sendable {
    let assets: Assets
    let account: Account?
    let viewer: Viewer?
    let tongue: Tongue
    let now: Moment
    let settings: Settings
    var flash: Words?
    /// False for an error and for a form on its way back: asked for again, its address may be another page, and what was typed would be gone.
    var isLive = true
    var navigation = Navigation()
    /// Where the page learns what changed, if not where the workspace's pages do.
    var livePath: String?

    /// The reader's date: for "today" and "yesterday".
    var today: Day { now.day(in: tongue.zone) }
    /// The workspace's date: what statuses are reckoned by, the same for every reader.
    var workspaceToday: Day { now.day(in: viewer?.workspace.zone ?? .gmt) }

    /// A path in this workspace: `path("goals", id)` is `/wexholm/goals/01J…`. A slash inside a part stays one.
    func path(_ parts: any CustomStringConvertible...) -> String {
        var path = "/"
        path.reserveCapacity(96)
        path += viewer?.workspace.slug ?? ""
        for part in parts {
            path += "/"
            path += encodedPath(part.description)
        }
        return path
    }

    /// The sentence in the reader's language, its values escaped.
    func t(_ phrase: Phrase) -> HTML {
        let sentence = tongue.language.sentence(phrase.key)
        guard !phrase.values.isEmpty else { return HTML(escaping: sentence) }
        // Places are filled after escaping the sentence: braces are not touched by it.
        return HTML(
            proven: tongue.fill(HTML(escaping: sentence).markup, count: phrase.values.count) { index in
                switch phrase.values[index] {
                case .html(let html): html.markup
                case .word(let value): HTML(escaping: tongue.text(value)).markup
                }
            })
    }

    @_disfavoredOverload
    func t(_ words: Words) -> HTML { HTML(escaping: tongue.plain(words)) }
}

/// What the frame shows beside every page of a workspace.
struct Navigation: Sendable {
    var waiting = 0
    var cycle: Cycle?
    var workspaces: [String] = []
}

/// The places of the main navigation.
enum Place: String {
    case today, goals, cycles, team
}

extension Page {
    /// The whole document around a page of a workspace.
    /// - Parameter topics: what the page shows, such as `goal:01J…`; when one changes, the page is asked for again.
    func layout(_ title: HTML, at place: Place?, topics: [String] = [], dense: Bool = false, _ body: HTML) -> HTML {
        document(
            title, topics: topics,
            """
            <a class="skip button" href="#main">\(t("Skip to the content"))</a>
            <div class="app">
              \(navigation(at: place))
              <main class="page\(when(dense, " dense"))" id="main" tabindex="-1">
              \(flashLine)
              \(body)
              </main>
            </div>
            \(templates)
            """)
    }

    /// The document around a page at the door: sign-in, invitation, first start, errors without a workspace.
    func door(_ title: HTML, _ body: HTML) -> HTML {
        document(
            title, bodyClass: "door", topics: [],
            """
            <main id="main">
            <p class="brand">\(logo)Cairn</p>
            \(flashLine)
            \(body)
            </main>
            \(stones)
            """)
    }

    /// The picture at the door: five stones, the last one yours.
    private var stones: HTML {
        """
        <div class="view"><svg viewBox="0 0 640 560" aria-hidden="true"><path d="M40 486c-2-44 84-70 268-72 190-2 296 24 294 74-2 52-110 76-290 76S42 540 \
        40 486Z"/><path class="second" d="M106 356c4-40 86-64 204-62 122 2 208 28 206 66-2 38-92 56-212 54-118-2-202-18-198-58Z"/><path \
        d="M192 240c2-36 62-60 146-57 82 3 130 28 126 62-4 33-66 50-142 48-76-2-132-20-130-53Z"/><path class="second" d="M248 146c6-30 54-48 104-43 46 4 72 \
        26 66 50-6 24-50 33-96 29-46-3-79-12-74-36Z"/><path class="yours" d="M300 76c4-20 34-33 64-28 28 4 42 20 36 36-6 15-34 20-60 16-26-4-43-9-40-24Z"/></svg></div>
        """
    }

    /// The document around a page for a room: without the frame, live like the others.
    func stage(_ title: HTML, topics: [String], isWall: Bool = false, _ body: HTML) -> HTML {
        document(
            title, bodyClass: isWall ? "presenting wall" : "presenting", topics: topics,
            """
            <a class="skip button" href="#main">\(t("Skip to the content"))</a>
            <main class="page" id="main" tabindex="-1">
            \(flashLine)
            \(body)
            </main>
            """)
    }

    /// The document around a page of someone who is signed in, in no particular workspace.
    func plain(_ title: HTML, _ body: HTML) -> HTML {
        document(
            title, bodyClass: "plain", topics: [],
            """
            <a class="skip button" href="#main">\(t("Skip to the content"))</a>
            <main class="page" id="main" tabindex="-1">
            <p class="brand"><a href="/">\(logo)Cairn</a></p>
            \(flashLine)
            \(body)
            </main>
            """)
    }

    private func document(_ title: HTML, bodyClass: String = "", topics: [String], _ body: HTML) -> HTML {
        let theme = account?.theme ?? .system
        return """
            <!doctype html>
            <html lang="\(tongue.language.rawValue)"\(when(theme != .system, " data-theme=\"\(theme.rawValue)\""))>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) · Cairn</title>
            <link rel="icon" href="\(assets.logo)">
            <link rel="stylesheet" href="\(assets.style)">
            <script type="module" src="\(assets.script)"></script>
            </head>
            <body\(when(!bodyClass.isEmpty, " class=\"\(bodyClass)\""))\(liveAttributes(topics))>
            \(body)
            </body>
            </html>
            """
    }

    /// Only pages that were asked for with GET and answered well are live; an error or a form on its way back is not.
    private func liveAttributes(_ topics: [String]) -> HTML {
        guard let viewer else { return "" }
        let live: HTML =
            topics.isEmpty || !isLive
            ? ""
            : """
             data-topics="\(topics.joined(separator: " "))" data-live-url="\(livePath ?? path("live"))?topics=\(encoded(topics.joined(separator: " ")))"
            """
        return """
            \(live)\(when(viewer.account.shortcuts, " data-shortcuts")) data-live-lost="\(t("Connection lost. Trying again…"))" \
            data-live-updated="\(t("This page has been updated."))" data-draft-restored="\(t("Your text from before is back."))"
            """
    }

    private var flashLine: HTML {
        guard let flash else { return "" }
        return "<p class=\"flash\" role=\"status\">\(icon("check"))<span>\(t(flash))</span></p>"
    }

    var logo: HTML {
        """
        <svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><path d="M2.9 25.7c-.1-3 4.6-4.7 12.4-4.8 8.4-.1 13.9 1.7 13.8 4.9-.1 3-5.3 4.5-13.3 \
        4.5S3 28.7 2.9 25.7Z"/><path d="M6 16c.2-2.7 3.9-4.3 9.3-4.2 5.6.1 9.5 1.9 9.4 4.4-.1 2.5-4.2 3.7-9.7 3.6-5.4-.1-9.2-1.3-9-3.8Z"/><path \
        d="M10.3 7c.1-2.7 2.9-5.2 6.5-5 3.5.2 5.7 2.3 5.5 4.9-.2 2.6-2.9 3.8-6.2 3.7-3.3 0-5.9-1.2-5.8-3.6Z"/></svg>
        """
    }
}
