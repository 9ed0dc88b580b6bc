import Domain
import Foundation

extension Tongue {
    /// `12,345.6` in English, `12.345,6` in German. A minus is the real sign.
    func number(_ number: Double, decimals: Int) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "–" }
        if decimals == 0, number > -0.5, number < 9999.5 { return String(Int(number.rounded())) }
        let digits = plainDigits(abs(number), decimals)
        let parts = digits.split(separator: ".")
        var text = grouped(parts[0])
        if parts.count > 1 { text += (language == .en ? "." : ",") + parts[1] }
        return number < 0 && digits.contains { $0 != "0" && $0 != "." } ? "−" + text : text
    }

    /// A number as one would type it: whole, without groups or exponent, with this language's decimal sign.
    func typed(_ number: Double) -> String {
        let text = withoutExponent(Number.text(number))
        return language == .de ? text.replacing(".", with: ",") : text
    }

    func number(_ number: Int) -> String { self.number(Double(number), decimals: 0) }

    /// A share from 0 to 1 as "42 %", with a space that does not break.
    func percent(_ share: Double) -> String { number((share * 100).rounded(), decimals: 0) + "\u{a0}%" }

    /// Rounded to so many decimals: by whole numbers where they hold it exactly, otherwise by the system's slower way.
    private func plainDigits(_ number: Double, _ decimals: Int) -> String {
        let scale = decimals <= 6 ? [1, 10, 100, 1000, 10_000, 100_000, 1_000_000][decimals] : 0
        let rounded = (number * Double(scale)).rounded()
        guard scale > 0, rounded >= 0, rounded < 9e15 else { return String(format: "%.\(decimals)f", number) }
        let (whole, rest) = Int(rounded).quotientAndRemainder(dividingBy: scale)
        guard decimals > 0 else { return String(whole) }
        let fraction = String(rest)
        return "\(whole)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// `1.5e-05` is 0.000015.
    private func withoutExponent(_ text: String) -> String {
        let parts = text.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]), exponent < 0 else { return text }
        return (text.hasPrefix("-") ? "-0." : "0.") + String(repeating: "0", count: -exponent - 1) + parts[0].filter(\.isNumber)
    }

    private func grouped(_ digits: Substring) -> String {
        guard digits.count > 4 else { return String(digits) }
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { out += language == .en ? "," : "." }
            out.append(digit)
        }
        return out
    }
}
