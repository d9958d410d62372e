#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
import CLibPQ

/// The functions of libpq, found when they are first needed.
///
/// The program does not link to it: whoever keeps state in SQLite needs no libpq, and pays neither
/// for loading it nor for the libraries of TLS and Kerberos that it brings.
struct LibPQ: Sendable {
  typealias Connection = OpaquePointer
  typealias Result = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  typealias MutableText = UnsafeMutablePointer<CChar>
  typealias Texts = UnsafePointer<Text?>
  typealias Options = UnsafeMutablePointer<PQconninfoOption>

  typealias OfConnection = @convention(c) (Connection?) -> CInt
  typealias OfResult = @convention(c) (Result?) -> CInt

  let parseInfo: @convention(c) (Text?, UnsafeMutablePointer<MutableText?>?) -> Options?
  let freeInfo: @convention(c) (Options?) -> Void
  let freeMemory: @convention(c) (UnsafeMutableRawPointer?) -> Void
  let connect: @convention(c) (Texts?, Texts?, CInt) -> Connection?
  let finish: @convention(c) (Connection?) -> Void
  let status: @convention(c) (Connection?) -> ConnStatusType
  let transactionStatus: @convention(c) (Connection?) -> PGTransactionStatusType
  let serverVersion: OfConnection
  let errorMessage: @convention(c) (Connection?) -> MutableText?
  let setNoticeReceiver:
    @convention(c) (
      Connection?, (@convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void)?,
      UnsafeMutableRawPointer?
    ) -> UnsafeMutableRawPointer?
  let execute: @convention(c) (Connection?, Text?) -> Result?
  let prepare: @convention(c) (Connection?, Text?, Text?, CInt, UnsafePointer<Oid>?) -> Result?
  let executePrepared:
    @convention(c) (
      Connection?, Text?, CInt, Texts?, UnsafePointer<CInt>?, UnsafePointer<CInt>?, CInt
    ) -> Result?
  let sendPrepared:
    @convention(c) (
      Connection?, Text?, CInt, Texts?, UnsafePointer<CInt>?, UnsafePointer<CInt>?, CInt
    ) -> CInt
  let enterPipeline: OfConnection
  let exitPipeline: OfConnection
  let synchronize: OfConnection
  let nextResult: @convention(c) (Connection?) -> Result?
  let resultStatus: @convention(c) (Result?) -> ExecStatusType
  let errorField: @convention(c) (Result?, CInt) -> MutableText?
  let clear: @convention(c) (Result?) -> Void
  let rowCount: OfResult
  let columnCount: OfResult
  let columnName: @convention(c) (Result?, CInt) -> MutableText?
  let columnType: @convention(c) (Result?, CInt) -> Oid
  let value: @convention(c) (Result?, CInt, CInt) -> MutableText?
  let valueLength: @convention(c) (Result?, CInt, CInt) -> CInt
  let isNull: @convention(c) (Result?, CInt, CInt) -> CInt
  let changedRows: @convention(c) (Result?) -> MutableText?
  let makeCancel: @convention(c) (Connection?) -> OpaquePointer?
  let cancel: @convention(c) (OpaquePointer?, MutableText?, CInt) -> CInt
  let freeCancel: @convention(c) (OpaquePointer?) -> Void

  /// The library, loaded once.
  ///
  /// - Throws: ``PostgreSQLError`` of kind `missingLibrary` that says what to install.
  static func shared() throws(PostgreSQLError) -> LibPQ { try loaded.get() }

  private static let loaded = Swift.Result<LibPQ, PostgreSQLError> {
    () throws(PostgreSQLError) in try LibPQ()
  }

  private init() throws(PostgreSQLError) {
    let names = ["libpq.so.5", "libpq.so", "libpq.5.dylib", "libpq.dylib"]
    guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      throw PostgreSQLError(
        .missingLibrary, "libpq, the client library of PostgreSQL, is not installed",
        hint: "install it: apt-get install libpq5, or what your system calls it")
    }
    func find<Function>(_ name: String, _: Function.Type = Function.self) throws(PostgreSQLError)
      -> Function
    {
      guard let symbol = dlsym(handle, name) else {
        throw PostgreSQLError(
          .missingLibrary, "the libpq of this machine is too old: it has no \(name)",
          hint: "install that of PostgreSQL 14 or later")
      }
      return unsafeBitCast(symbol, to: Function.self)
    }
    parseInfo = try find("PQconninfoParse")
    freeInfo = try find("PQconninfoFree")
    freeMemory = try find("PQfreemem")
    connect = try find("PQconnectdbParams")
    finish = try find("PQfinish")
    status = try find("PQstatus")
    transactionStatus = try find("PQtransactionStatus")
    serverVersion = try find("PQserverVersion")
    errorMessage = try find("PQerrorMessage")
    setNoticeReceiver = try find("PQsetNoticeReceiver")
    execute = try find("PQexec")
    prepare = try find("PQprepare")
    executePrepared = try find("PQexecPrepared")
    sendPrepared = try find("PQsendQueryPrepared")
    enterPipeline = try find("PQenterPipelineMode")
    exitPipeline = try find("PQexitPipelineMode")
    synchronize = try find("PQpipelineSync")
    nextResult = try find("PQgetResult")
    resultStatus = try find("PQresultStatus")
    errorField = try find("PQresultErrorField")
    clear = try find("PQclear")
    rowCount = try find("PQntuples")
    columnCount = try find("PQnfields")
    columnName = try find("PQfname")
    columnType = try find("PQftype")
    value = try find("PQgetvalue")
    valueLength = try find("PQgetlength")
    isNull = try find("PQgetisnull")
    changedRows = try find("PQcmdTuples")
    makeCancel = try find("PQgetCancel")
    cancel = try find("PQcancel")
    freeCancel = try find("PQfreeCancel")
  }
}
