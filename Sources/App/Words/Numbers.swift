import Domain
import Foundation

extension Tongue {
    /// `12,345.6` in English, `12.345,6` in German. A minus is the real sign.
    func number(_ number: Double, decimals: Int) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "–" }
        let scale = pow(10, Double(decimals))
        let rounded = (abs(number) * scale).rounded()
        let whole = Int64(rounded / scale)
        var text = grouped(whole)
        if decimals > 0 {
            let fraction = String(Int64(rounded) - whole * Int64(scale))
            text += (language == .en ? "." : ",") + String(repeating: "0", count: decimals - fraction.count) + fraction
        }
        return number < 0 && rounded != 0 ? "−" + text : text
    }

    /// A number as one would type it: whole, without groups, with this language's decimal sign.
    func typed(_ number: Double) -> String {
        let text = Number.text(number)
        return language == .de ? text.replacing(".", with: ",") : text
    }

    func number(_ number: Int) -> String { self.number(Double(number), decimals: 0) }

    /// A share from 0 to 1 as "42 %", with a space that does not break.
    func percent(_ share: Double) -> String { number((share * 100).rounded(), decimals: 0) + "\u{a0}%" }

    private func grouped(_ whole: Int64) -> String {
        let digits = String(whole)
        guard digits.count > 4 else { return digits }
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { out += language == .en ? "," : "." }
            out.append(digit)
        }
        return out
    }
}
