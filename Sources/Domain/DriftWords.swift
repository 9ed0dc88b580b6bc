extension Drift.Move {
    /// "target lowered twice, from 40 to 31"; with the name of its key result where there are several.
    func words(named: Bool) -> Words {
        guard named, let keyResult, !keyResult.isEmpty else { return plain }
        return "“\(keyResult)”: \(plain)"
    }

    private var plain: Words {
        switch field {
        case "target", "upper", "baseline": numberMoved
        case "due_on", "starts_on": dateMoved
        case "owner_id":
            keyResultID == nil ? "owner changed \(often)" : "owner of a key result changed \(often)"
        default: other
        }
    }

    private var other: Words {
        switch field {
        case "title": keyResultID == nil ? "reworded \(often)" : "key result reworded \(often)"
        case "why": "reason why reworded \(often)"
        case "zone_commit", "zone_target", "zone_stretch": "description of a zone changed \(often)"
        case "source": "source changed \(often)"
        case "steps": "intermediate targets changed \(often)"
        default: "way of measuring changed \(often)"
        }
    }

    private var numberMoved: Words {
        guard let old = number(from) else { return "\(label) set to \(shown(to))" }
        guard let new = number(to) else { return "\(label) of \(shown(from)) taken away" }
        if old == new { return "\(label) changed \(often), and \(shown(to)) again" }
        return "\(label) \(way) \(often), from \(shown(from)) to \(shown(to))"
    }

    private var label: Words {
        switch field {
        case "target": "target"
        case "upper": "upper end"
        default: "baseline"
        }
    }

    /// Raised or lowered where it always went one way.
    private var way: Words { ups == times ? "raised" : downs == times ? "lowered" : "changed" }

    private var dateMoved: Words {
        let what: Words = field == "due_on" ? "due date" : "start"
        guard let old = Day(iso: from), let new = Day(iso: to) else { return "\(what) changed \(often)" }
        let days = old.distance(to: new)
        if days == 0 { return "\(what) moved \(often), and \(new) again" }
        return days > 0 ? "\(what) \(Drift.Move.span(days)) later" : "\(what) \(Drift.Move.span(-days)) earlier"
    }

    /// Whole weeks from two weeks on, else days.
    private static func span(_ days: Int) -> Words {
        if days == 1 { return "one day" }
        if days == 7 { return "one week" }
        return days % 7 == 0 ? "\(days / 7) weeks" : "\(days) days"
    }

    private var often: Words {
        switch times {
        case 1: "once"
        case 2: "twice"
        default: "\(times) times"
        }
    }

    private func number(_ text: String) -> Double? { Double(text) }

    private func shown(_ text: String) -> Words {
        number(text).map { "\($0, decimals: Number.decimals(of: $0))" } ?? .verbatim(text)
    }
}
