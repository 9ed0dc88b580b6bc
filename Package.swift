// swift-tools-version:6.2
import PackageDescription

// In CI a warning is an error, in our own code only.
let warnings: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let strict: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")] + warnings

let package = Package(
    name: "cairn",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
    ],
    targets: [
        .target(name: "Domain", swiftSettings: strict),
        .target(name: "Client", dependencies: ["Domain"], swiftSettings: strict),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "Database",
            dependencies: [
                "CPostgres",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "App",
            dependencies: [
                "Domain", "Database",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Assets")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "cairn",
            dependencies: [
                "App", "Client",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/CLI",
            swiftSettings: strict
        ),
        .target(
            name: "Support",
            dependencies: ["App", .product(name: "HummingbirdTesting", package: "hummingbird")],
            path: "Tests/Support",
            swiftSettings: strict
        ),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: strict),
        .testTarget(name: "ClientTests", dependencies: ["Client"], swiftSettings: strict),
        .testTarget(name: "DatabaseTests", dependencies: ["Database", "Support"], swiftSettings: strict),
        .testTarget(name: "AppTests", dependencies: ["App", "Support"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// `make bench` needs a second program; nobody else pays for building it.
if Context.environment["CAIRN_BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "cairn-bench",
            dependencies: [
                "App", "Domain", "Database",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Sources",
            swiftSettings: strict
        ))
}
