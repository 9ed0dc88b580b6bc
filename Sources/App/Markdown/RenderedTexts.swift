import Synchronization

/// Texts rendered lately. When something changes, every open page of a goal asks for the same words again, and rendering them would be
/// most of what those pages cost.
final class RenderedTexts: Sendable {
    static let shared = RenderedTexts()

    private let known = Mutex<(texts: [String: HTML], bytes: Int)>(([:], 0))
    /// Together with the texts themselves.
    private let mostBytes = 4_000_000

    func html(_ text: String, _ render: () -> HTML) -> HTML {
        if let html = known.withLock({ $0.texts[text] }) { return html }
        let html = render()
        known.withLock { known in
            if known.bytes > mostBytes { known = ([:], 0) }
            known.texts[text] = html
            known.bytes += text.utf8.count + html.markup.utf8.count
        }
        return html
    }
}
