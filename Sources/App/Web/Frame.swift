import Domain
import Synchronization

/// The frame around the pages of a workspace: the way around, the cycle that runs, who I am, and the list of keys.
extension Page {
    func navigation(at place: Place?) -> HTML {
        guard let viewer else { return "" }
        return """
            <nav class="nav" aria-label="\(t("Main"))">
              <a class="nav-workspace" href="/workspaces" aria-label="\(t("\(viewer.workspace.name), change workspace"))">\(logo)\(viewer.workspace.name)\(icon("updown", small: true))</a>
              <a class="nav-search" href="\(path("search"))" data-key="/" data-palette data-commands="\(t("Commands"))" aria-label="\(t("Search"))">\(icon("search", small: true))<span>\(t("Search"))</span><kbd>/</kbd></a>
              <div class="nav-main" data-live="nav">
                \(entry(.today, "today", t("Today"), at: place, key: "g t", count: navigation.waiting))
                \(entry(.goals, "goals", t("Goals"), at: place, key: "g g"))
                \(entry(.cycles, "calendar", t("Cycles"), at: place, key: "g c"))
                \(entry(.team, "team", t("Team"), at: place, key: "g m"))
              </div>
              \(cycle)
              <div class="nav-me"><a class="person" href="/account"><span class="pebble" aria-hidden="true">\(viewer.person.initials)</span><span \
            class="name">\(viewer.person.name)</span></a><a class="icon-button" href="\(path("settings"))" aria-label="\(t("Settings"))">\(icon("settings"))</a></div>
            </nav>
            """
    }

    private func entry(_ entry: Place, _ symbol: String, _ name: HTML, at place: Place?, key: String, count: Int = 0) -> HTML {
        let href = entry == .team ? path("teams") : path(entry.rawValue)
        let number: HTML =
            count == 0
            ? ""
            : """
            <span class="count"><span class="visually-hidden">\(t("waiting:")) </span>\(count)</span>
            """
        return """
            <a href="\(href)" data-key="\(key)"\(when(entry == place, " aria-current=\"page\""))>\(icon(symbol))<span>\(name)</span>\(number)</a>
            """
    }

    private var cycle: HTML {
        guard let cycle = navigation.cycle else { return "<div class=\"nav-cycle\"></div>" }
        return """
            <div class="nav-cycle">
              <a href="\(path("cycles", cycle.id))">\(cycle.name)</a><br>\(t(cycle.place(on: workspaceToday)))\(elapsed(cycle))
            </div>
            """
    }

    private func elapsed(_ cycle: Cycle) -> HTML {
        let percent = Int((cycle.passed(on: workspaceToday) * 100).rounded())
        return """
            <svg class="progress" data-status="none" role="img" aria-label="\(t("\(percent) % of the cycle has passed"))"><rect class="track" y="3" \
            width="100%" height="6" rx="3"/><rect class="fill" y="3" width="\(percent)%" height="6" rx="3"/></svg>
            """
    }

    /// What the script shows when it is asked for: the list of keys.
    var templates: HTML {
        viewer == nil ? "" : keyLists.list(in: tongue.language) { keyList }
    }

    private var keyList: HTML {
        let rows = keyMap.map { key, what -> HTML in
            "<dt>\(key.split(separator: " ").map { "<kbd>\(String($0))</kbd>" as HTML }.joined(separator: " "))</dt><dd>\(t(what))</dd>"
        }
        return """
            <template id="keys"><dialog class="dialog keys" aria-labelledby="keys-h"><h2 id="keys-h">\(t("Keys"))</h2><dl class="facts">\(rows)</dl>\
            <form method="dialog"><button class="button">\(t("Close"))</button></form></dialog></template>
            """
    }
}

/// The list of keys by language: the same on every page.
private final class KeyLists: Sendable {
    private let made = Mutex<[Language: HTML]>([:])

    func list(in language: Language, _ make: () -> HTML) -> HTML {
        if let list = made.withLock({ $0[language] }) { return list }
        let list = make()
        made.withLock { $0[language] = list }
        return list
    }
}

private let keyLists = KeyLists()

private let keyMap: [(String, Phrase)] = [
    ("/", "Search and commands"), ("g t", "Today"), ("g g", "Goals"), ("g c", "Cycles"), ("g m", "Team"),
    ("c", "Check in"), ("n", "New goal"), ("j", "Next row"), ("k", "Previous row"), ("Enter", "Open"),
    ("←", "Close a branch"), ("→", "Open a branch"), ("1", "Tree"), ("2", "Table"), ("f", "First filter"),
    ("[", "Previous section"), ("]", "Next section"), ("Ctrl Enter", "Save"), ("?", "This list"), ("Esc", "Close, and lose nothing"),
]
