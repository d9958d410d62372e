// swift-tools-version: 6.2
import PackageDescription

// The Delta library alone, in a program that measures what a whole process cannot show.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
]

let package = Package(
  name: "delta-bench",
  dependencies: [.package(url: "https://github.com/apple/swift-log", from: "1.16.2")],
  targets: [
    .systemLibrary(name: "CArrow"),
    .target(name: "Calendar", swiftSettings: settings),
    .target(name: "JSON", swiftSettings: settings),
    .target(name: "Columnar", dependencies: ["CArrow", "Calendar"], swiftSettings: settings),
    .target(
      name: "DeltaLake",
      dependencies: [
        "Calendar", "JSON", "Columnar", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "delta-bench", dependencies: ["DeltaLake"], swiftSettings: settings),
  ])
