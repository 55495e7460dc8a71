// swift-tools-version: 6.2
import PackageDescription

/// Set by `.ci/deep fuzz`: the rooms are then built for libFuzzer, and its program takes the place of the tests on its targets.
let isFuzzing = Context.environment["LEADSHEET_FUZZ"] == "1"

/// Every room of the house keeps the same rules: Swift 6 language mode, and a warning is an error.
let rules: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])] : [])

/// What the fuzz targets try.
let fuzzed: [Target.Dependency] = [
    "Base", "CRM", "LeadIntake", "MetaLeads", "SalesDesk", "TerminalKit", "WebhookListener",
    .product(name: "HTTPTypes", package: "swift-http-types"),
]

let package = Package(
    name: "leadsheet",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "leadsheet", targets: ["leadsheet"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw")]),
        .target(name: "CQRCode", linkerSettings: [.linkedLibrary("qrencode")]),
        .target(name: "Base", swiftSettings: rules),
        .target(name: "TerminalKit", dependencies: ["Base", "CQRCode", "CTerminal"], swiftSettings: rules),
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
        .target(name: "CRM", dependencies: ["Base", "CPhoneNumber"], swiftSettings: rules),
        .target(
            name: "CRMStore",
            dependencies: ["Base", "CRM", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: rules),
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "SQLiteEngine", dependencies: ["Base", "CRM", "CRMStore", "CSQLite", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: rules),
        .target(name: "CPostgres", linkerSettings: [.linkedLibrary("pq")]),
        .target(name: "PostgresEngine", dependencies: ["Base", "CPostgres", "CRM", "CRMStore"], swiftSettings: rules),
        .target(
            name: "MetaLeads",
            dependencies: [
                "Base",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: rules),
        .target(
            name: "LeadIntake",
            dependencies: ["Base", "CRM", "MetaLeads", .product(name: "Logging", package: "swift-log")],
            swiftSettings: rules),
        .target(
            name: "WebhookListener",
            dependencies: [
                "Base", "LeadIntake",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: rules),
        .target(
            name: "MetaSimulator",
            dependencies: [
                "Base", "MetaLeads",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: rules),
        .target(name: "SalesDesk", dependencies: ["Base", "CRM", "TerminalKit"], swiftSettings: rules),
        .executableTarget(
            name: "leadsheet",
            dependencies: [
                "Base", "CRM", "CRMStore", "LeadIntake", "MetaLeads", "MetaSimulator", "PostgresEngine", "SQLiteEngine", "SalesDesk",
                "TerminalKit", "WebhookListener",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: rules),

        .testTarget(name: "ArchitectureTests", swiftSettings: rules),
        .target(
            name: "TestSupport",
            dependencies: ["Base", "CRM", "CRMStore", "SQLiteEngine", .product(name: "Logging", package: "swift-log")],
            path: "Tests/TestSupport", swiftSettings: rules),
        .testTarget(name: "TerminalKitTests", dependencies: ["Base", "CRM", "TerminalKit"], swiftSettings: rules),
        .testTarget(name: "CRMTests", dependencies: ["Base", "CRM"], swiftSettings: rules),
        .testTarget(
            name: "CRMStoreTests",
            dependencies: [
                "Base", "CRM", "CRMStore", "PostgresEngine", "SQLiteEngine", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: rules),
        .testTarget(name: "MetaLeadsTests", dependencies: ["Base", "CRM", "MetaLeads"], swiftSettings: rules),
        .testTarget(
            name: "LeadIntakeTests",
            dependencies: [
                "Base", "CRM", "CRMStore", "SQLiteEngine", "LeadIntake", "TestSupport", "MetaLeads", "MetaSimulator",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: rules),
        .testTarget(
            name: "WebhookListenerTests",
            dependencies: [
                "Base", "CRM", "CRMStore", "SQLiteEngine", "LeadIntake", "TestSupport", "MetaLeads", "EndToEndSupport", "WebhookListener",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: rules),
        .testTarget(
            name: "MetaSimulatorTests",
            dependencies: [
                "Base", "TestSupport", "MetaLeads", "MetaSimulator",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: rules),
        .testTarget(
            name: "SalesDeskTests",
            dependencies: ["Base", "CRM", "CRMStore", "SQLiteEngine", "LeadIntake", "SalesDesk", "TerminalKit", "TestSupport"],
            exclude: ["Goldens"],
            swiftSettings: rules),
        .testTarget(
            name: "leadsheetTests",
            dependencies: [
                "leadsheet", "Base", "CRM", "CRMStore", "SQLiteEngine", "LeadIntake", "EndToEndSupport", "TestSupport", "MetaLeads",
                "MetaSimulator",
                "TerminalKit",
                "WebhookListener",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: rules),
        .testTarget(
            name: "ReadmeTests",
            dependencies: [
                "leadsheet", "CRM", "LeadIntake", "SalesDesk", "TerminalKit", "TestSupport", "WebhookListener",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: rules),
        .target(
            name: "EndToEndSupport", dependencies: ["Base", "TestSupport", "leadsheet", .product(name: "Crypto", package: "swift-crypto")],
            path: "Tests/EndToEndSupport",
            swiftSettings: rules),
        .testTarget(name: "EndToEndTests", dependencies: ["EndToEndSupport", "TestSupport"], swiftSettings: rules),
        .executableTarget(
            name: "LeadsheetStress",
            dependencies: [
                "Base", "CRM", "CRMStore", "PostgresEngine", "SQLiteEngine", "LeadIntake", "MetaLeads", "MetaSimulator", "EndToEndSupport",
                "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Stress", swiftSettings: rules),
        .testTarget(name: "StressTests", dependencies: ["Base", "LeadsheetStress", "MetaLeads", "TestSupport"], swiftSettings: rules),
        .executableTarget(
            name: "LeadsheetBenchmarks",
            dependencies: [
                "Base", "CRM", "CRMStore", "PostgresEngine", "SQLiteEngine", "LeadIntake", "MetaLeads", "MetaSimulator", "SalesDesk",
                "TerminalKit", "TestSupport", "WebhookListener",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Benchmarks", exclude: ["Peer"], swiftSettings: rules),
        isFuzzing
            ? .executableTarget(
                name: "LeadsheetFuzz", dependencies: fuzzed, path: "Tests/Fuzz", exclude: ["Corpus", "Words", "Quick"],
                swiftSettings: rules, linkerSettings: [.unsafeFlags(["-sanitize=address"]), .linkedLibrary("stdc++")])
            : .testTarget(
                name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz", exclude: ["Corpus", "Words", "Driver"], swiftSettings: rules),
    ]
)
