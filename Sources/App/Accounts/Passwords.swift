import Crypto
import CryptoExtras
import Foundation

/// Passwords as scrypt hashes (N = 2^15, r = 8, p = 1: 32 MB and some 80 ms each), two at a time, so that a crowd at the door
/// cannot take the machine's memory.
actor Passwords {
    static let shared = Passwords()

    private var free = 2
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// The text to keep: `scrypt$15$8$1$salt$hash`, salt and hash in base 64.
    func hash(_ password: String) async throws -> String {
        let salt = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) })
        let key = try await derive(password, salt: salt, logRounds: 15)
        return "scrypt$15$8$1$\(salt.base64EncodedString())$\(key.base64EncodedString())"
    }

    /// Whether the password is the one that was kept. Without a kept one the same work is done, so that time tells nothing.
    func matches(_ password: String, kept: String?) async throws -> Bool {
        let parts = (kept ?? "").split(separator: "$")
        guard parts.count == 6, let rounds = Int(parts[1]), let salt = Data(base64Encoded: String(parts[4])) else {
            _ = try await derive(password, salt: Data(count: 16), logRounds: 15)
            return false
        }
        let key = try await derive(password, salt: salt, logRounds: rounds)
        return equalInConstantTime(key, Data(base64Encoded: String(parts[5])) ?? Data())
    }

    private func derive(_ password: String, salt: Data, logRounds: Int) async throws -> Data {
        await enter()
        defer { leave() }
        return try await Task.detached(priority: .utility) {
            let key = try KDF.Scrypt.deriveKey(
                from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << logRounds, blockSize: 8, parallelism: 1)
            return key.withUnsafeBytes { Data($0) }
        }.value
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

private func equalInConstantTime(_ left: Data, _ right: Data) -> Bool {
    left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
