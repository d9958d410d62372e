// swift-tools-version: 6.2
import PackageDescription

// The template engine alone, in a program that renders one template many times.

let package = Package(
  name: "jinja-bench",
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    .target(name: "Spelling", swiftSettings: [.swiftLanguageMode(.v6)]),
    .target(
      name: "Jinja",
      dependencies: [
        "Spelling",
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
    .executableTarget(name: "jinja-bench", dependencies: ["Jinja"]),
  ])
