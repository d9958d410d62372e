// swift-tools-version: 6.2
import PackageDescription

// The module table of ARCHITECTURE.md. Arrows go up the table only; Tests/TidyTests
// holds the `import` lines against it.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

// libduckdb and its stub library, put there by Scripts/bootstrap. The program looks for them
// where an installation has them (bin/ beside lib/millrace) and, unless it is built for one, here.
let libraries = "\(Context.packageDirectory)/.deps/lib"
let isRelocatable = Context.environment["MILLRACE_RELOCATABLE"] != nil
let duckDBLinkage: [LinkerSetting] = [
  .unsafeFlags(
    ["-L\(libraries)", "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib/millrace"]
      + (isRelocatable ? [] : ["-Xlinker", "-rpath", "-Xlinker", libraries]))
]

let collections = Target.Dependency.product(
  name: "OrderedCollections", package: "swift-collections")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let http: [Target.Dependency] = [
  .product(name: "AsyncHTTPClient", package: "async-http-client"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
]
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func module(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil,
  linker: [LinkerSetting]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources,
    swiftSettings: settings, linkerSettings: linker)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let targets: [Target] = [
  .systemLibrary(name: "CArrow"),
  .systemLibrary(name: "CDuckDB"),
  .systemLibrary(name: "CLibPQ"),
  .systemLibrary(name: "CZlib"),
  module("Calendar", []),
  module("Spelling", []),
  module("JSON", []),
  module("Parquet", ["Columnar"]),
  module("Settings", ["Spelling", yams]),
  module("Columnar", ["CArrow", "Calendar"]),
  module("Jinja", ["Spelling", collections, bigInt]),
  module("DuckDB", ["CDuckDB", "Columnar"], linker: duckDBLinkage),
  module("DeltaLake", ["Calendar", "JSON", "Columnar", logging]),
  module("S3", ["DeltaLake", crypto, logging] + http),
  module("PostgreSQL", ["CLibPQ"]),
  module("Store", ["PostgreSQL", grdb]),
  module("SQLAnalysis", ["JSON", "Columnar", "DuckDB"]),
  module("Catalog", ["Columnar", "Store"]),
  module(
    "QueryEngine",
    [
      "Spelling", "Columnar", "Parquet", "DuckDB", "DeltaLake", "S3", "Store", "SQLAnalysis",
      "Catalog", logging,
    ]),
  module("Orchestration", ["Calendar", "Spelling", "Settings", "Store", crypto]),
  module(
    "Alerts",
    [
      "Calendar", "Spelling", "Settings", "Store", "Orchestration", logging,
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
      .product(name: "NIOTLS", package: "swift-nio"),
    ] + http),
  module("Airflow", ["JSON", "Orchestration", "Store"]),
  module(
    "Ingest",
    [
      "CZlib", "Spelling", "Settings", "JSON", "Columnar", "DeltaLake", "SQLAnalysis",
      "QueryEngine",
    ]),
  module("Samples", ["Calendar"]),
  module(
    "Transform",
    [
      "Calendar", "Spelling", "JSON", "Columnar", "Jinja", "SQLAnalysis", "Catalog", "QueryEngine",
      "Orchestration", yams,
      crypto,
      collections,
      bigInt,
    ], resources: [.embedInCode("Docs/Site")]),
  module(
    "Web",
    [
      "Calendar", "Spelling", "Store", "Orchestration", "Alerts", "Airflow", crypto, cryptoExtras,
      logging, hummingbird,
      .product(name: "HTTPTypes", package: "swift-http-types"),
      .product(name: "NIOCore", package: "swift-nio"),
    ],
    resources: [.embedInCode("Static")]),
  module(
    "Server",
    [
      "Spelling", "Settings", "PostgreSQL", "Columnar", "S3", "Samples", "SQLAnalysis",
      "QueryEngine", "Store",
      "Orchestration", "Alerts", "Airflow", "Web",
      "Ingest", "Transform", logging, collections,
    ] + http),
  .executableTarget(
    name: "millrace", dependencies: ["Spelling", "JSON", "Columnar", "Server", arguments, logging],
    swiftSettings: settings),

  .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
  .target(
    name: "StateSupport", dependencies: ["TestSupport", "Store", "PostgreSQL"],
    path: "Tests/StateSupport", swiftSettings: settings),
  .target(
    name: "DeltaFuzz", dependencies: ["TestSupport", "DeltaLake", "Columnar"],
    path: "Tests/DeltaFuzz", swiftSettings: settings),
  .executableTarget(
    name: "delta-fuzz", dependencies: ["DeltaFuzz"], path: "Tests/DeltaFuzzProgram",
    swiftSettings: settings),
  .executableTarget(
    name: "orchestration-load", dependencies: ["Orchestration", "Store", "PostgreSQL"],
    path: "Tests/OrchestrationLoad", swiftSettings: settings),
  tests("JinjaTests", ["TestSupport", "Jinja", collections], exclude: ["Cases"]),
  tests("ColumnarTests", ["Columnar", "CArrow"]),
  tests("ParquetTests", ["TestSupport", "Parquet", "DuckDB", "Columnar"]),
  tests("DuckDBTests", ["DuckDB", "Columnar", "CArrow", "CDuckDB"]),
  tests(
    "DeltaLakeTests", ["TestSupport", "DeltaFuzz", "DeltaLake", "Columnar", "DuckDB"],
    exclude: ["Expected", "Tables"]),
  tests("S3Tests", ["TestSupport", "S3", "DeltaLake", "Columnar"]),
  tests("PostgreSQLTests", ["StateSupport", "PostgreSQL"]),
  tests("StoreTests", ["StateSupport", "Store", "PostgreSQL"]),
  tests("SQLAnalysisTests", ["SQLAnalysis", "DuckDB", "Columnar"], exclude: ["Lineage"]),
  tests("CatalogTests", ["StateSupport", "Catalog"]),
  tests(
    "QueryEngineTests", ["TestSupport", "QueryEngine", "Columnar", "DeltaLake"],
    exclude: ["Cases", "Expected"]),
  tests(
    "OrchestrationTests",
    ["TestSupport", "StateSupport", "Orchestration", "Store", "Settings", yams],
    exclude: ["Cases"]),
  tests(
    "AlertsTests",
    [
      "StateSupport", "Alerts", "Orchestration", "Settings", "Store",
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
    ] + http, exclude: ["Sessions"]),
  tests("AirflowTests", ["TestSupport", "Airflow", "Orchestration", "Store"], exclude: ["Cases"]),
  tests(
    "IngestTests", ["Ingest", "Samples", "Settings", "Columnar", "QueryEngine"],
    exclude: ["Cases"]),
  tests("SamplesTests", ["Samples"]),
  tests(
    "TransformTests", ["Transform", "QueryEngine", "SQLAnalysis", collections],
    exclude: ["Projects"]),
  tests(
    "WebTests",
    ["StateSupport", "Web", "Airflow", "Orchestration", "Store"]
      + http),
  tests(
    "CommandTests", ["TestSupport", "Server", "Orchestration", "millrace"], exclude: ["Cases"]),
  tests("TidyTests", []),
]

let package = Package(
  name: "millrace",
  products: [
    .executable(name: "millrace", targets: ["millrace"]),
    .library(name: "DeltaLake", targets: ["DeltaLake"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.36.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: targets)
