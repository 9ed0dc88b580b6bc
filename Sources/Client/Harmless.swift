/// Text of other people as a terminal may show it: without anything that moves the cursor, colours, or turns the direction of reading.
public func harmless(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: result.append(" ")
        case .format where scalar != "\u{200D}": continue
        default: result.append(scalar)
        }
    }
    return String(result)
}
