import Domain

/// What the coach says of one statement, on one line, as `cairn coach` prints it.
public enum CoachLine {
    /// One object with `label`, `certainty`, `because` and `question`, the last one empty where there is none to ask.
    public static func json(_ statement: String, language: Language? = nil) -> String {
        let (reading, tongue) = read(statement, language)
        var json = JSONWriter()
        json.object { json in
            json.field("label", reading.label.rawValue)
            json.field("certainty", reading.certainty)
            json.field("because", tongue.plain(reading.because))
            json.field("question", reading.question.map(tongue.plain) ?? "")
        }
        return json.text
    }

    /// "Work done (67 %): “Publish” says what will be done, not what changes by it. When …?"
    public static func text(_ statement: String, language: Language? = nil) -> String {
        let (reading, tongue) = read(statement, language)
        let said = [reading.because, reading.question].compactMap { $0 }.map(tongue.plain).joined(separator: " ")
        let line = "\(tongue.plain(reading.label.word)) (\(tongue.percent(reading.certainty))): \(said)"
        // What a terminal would take as a command is shown as a gap.
        return String(String.UnicodeScalarView(line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// The reading, and the language of the statement to answer in.
    private static func read(_ statement: String, _ language: Language?) -> (Coach.Reading, Tongue) {
        let reading = Coach.read(statement, in: language.flatMap { Coach.Language(rawValue: $0.rawValue) })
        return (reading, Tongue(language: Language(rawValue: reading.language.rawValue) ?? .en, zone: .gmt))
    }
}
