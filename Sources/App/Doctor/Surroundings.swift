import Database
import Foundation

/// How people reach the server, as the operator set it.
struct Surroundings {
    let settings: Settings

    var findings: [Finding] { [address, proxies, backup] }

    private var isOpen: Bool { !["127.0.0.1", "::1", "localhost"].contains(settings.host) }

    private var address: Finding {
        guard let base = settings.baseURL else {
            return Finding(
                "address", isFine: !isOpen, "No CAIRN_BASE_URL: for use on this machine only.",
                else: "It listens at \(settings.host) for other machines, without CAIRN_BASE_URL.",
                remedy: "Set CAIRN_BASE_URL to the https address that people type, so that cookies are secure and links are right.")
        }
        let parts = URL(string: base)
        let isPlain = parts?.host() != nil && (parts?.path() ?? "").isEmpty && parts?.query() == nil
        guard isPlain, ["http", "https"].contains(parts?.scheme) else {
            return Finding("address", "CAIRN_BASE_URL is \(base).", remedy: "It has to be https:// and a host, without a path.")
        }
        return Finding(
            "address", isFine: settings.isSecure, "People reach it at \(base), with cookies for https only.",
            else: "People reach it at \(base): passwords and cookies go unencrypted.",
            remedy: "Put a reverse proxy with TLS in front, and begin CAIRN_BASE_URL with https://.")
    }

    private var proxies: Finding {
        let trusted = settings.trustedProxies.description
        guard settings.isSecure else { return Finding("proxies", trusted.isEmpty ? "No proxy is trusted." : "Trusted: \(trusted).") }
        return Finding(
            "proxies", isFine: !trusted.isEmpty, "X-Forwarded-For is believed from \(trusted).",
            else: "No proxy is trusted, so everybody seems to come from the proxy's address, and shares its limits.",
            remedy: "Set CAIRN_TRUSTED_PROXIES to the address of the proxy, as Cairn sees it: 127.0.0.1 on the same machine.")
    }

    private var backup: Finding {
        Finding(
            "backup",
            "Whether there is a backup that can be restored, only you can know: cairn backup takes one, docs/self-hosting.md says how to try it."
        )
    }
}
