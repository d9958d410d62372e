/// What this library needs of a Parquet engine, and nothing more.
///
/// Data files are written and read by the host itself; an engine is asked only for the log's own
/// Parquet files.
public protocol Engine: Sendable {
}
