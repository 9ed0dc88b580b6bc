import Database

/// Numbers about the running program as Prometheus reads them: its text format, version 0.0.4.
struct Exposition {
    private(set) var text = ""

    enum Kind: String {
        case counter, gauge, histogram
    }

    /// What a family of numbers is; its samples follow.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ name: String, _ value: Double, _ labels: [(String, String)] = []) {
        text += name + braces(labels) + " " + number(value) + "\n"
    }

    mutating func sample(_ name: String, _ value: Int, _ labels: [(String, String)] = []) {
        text += name + braces(labels) + " \(value)\n"
    }

    /// The buckets of a histogram, each with all that is up to its bound, then sum and count.
    mutating func samples(_ name: String, _ histogram: Histogram, _ labels: [(String, String)] = []) {
        let reading = histogram.reading
        var below = 0
        for (bound, count) in zip(histogram.bounds, reading.counts) {
            below += count
            sample(name + "_bucket", below, labels + [("le", number(bound))])
        }
        sample(name + "_bucket", reading.count, labels + [("le", "+Inf")])
        sample(name + "_sum", reading.sum, labels)
        sample(name + "_count", reading.count, labels)
    }

    private func braces(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",") + "}"
    }

    private func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
}
