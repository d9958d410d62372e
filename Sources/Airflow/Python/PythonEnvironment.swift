public import FoundationEssentials

/// A Python with Airflow in it, and the folders it works with.
public struct PythonEnvironment: Sendable, Hashable {
  /// The interpreter.
  public var python: String
  /// The folder of DAG files.
  public var dags: String
  /// The folder Airflow takes for its home: configuration and plugins are looked for there.
  public var home: String
  /// The variables that processes have beside those of Airflow.
  public var variables: [String: String]

  /// The oldest Airflow that speaks the protocol.
  public static let oldestVersion = (3, 1)

  /// Finds the interpreter of a project.
  ///
  /// - Parameters:
  ///   - root: the project's folder.
  ///   - named: the folder of a virtual environment, from the project's configuration; `nil` for
  ///     `.venv`.
  ///   - dags: the folder of DAG files.
  ///   - home: the folder Airflow takes for its home.
  ///   - variables: the variables of this process.
  /// - Throws: ``AirflowError`` if there is no interpreter.
  public init(
    root: URL, named: String?, dags: URL, home: URL, variables: [String: String]
  ) throws(AirflowError) {
    let folder = Self.folder(root: root, named: named)
    let python = folder.appending(path: "bin/python").path
    guard FileManager.default.isExecutableFile(atPath: python) else {
      throw AirflowError(
        .environment, "DAG files need Python with Airflow, and there is none at \(python)",
        hint: PythonParent.installHint
          + (named == nil ? ", or name one in millrace.yml: airflow: {environment: FOLDER}" : ""))
    }
    self.python = python
    self.dags = dags.path
    self.home = home.path
    self.variables = variables
  }

  /// The folder of the virtual environment of a project, whether it is there or not.
  public static func folder(root: URL, named: String?) -> URL {
    let name = named ?? ".venv"
    return name.hasPrefix("/") ? URL(filePath: name) : root.appending(path: name)
  }

  /// The variables of the parent process: those given, and Airflow's own so that it looks for
  /// nothing but the DAG files.
  var processVariables: [String: String] {
    var all = variables
    all["AIRFLOW_HOME"] = home
    all["AIRFLOW__CORE__DAGS_FOLDER"] = dags
    all["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
    // Arguments of triggers stay plain JSON: they never leave this machine's processes.
    all["AIRFLOW__CORE__FERNET_KEY"] = ""
    all["AIRFLOW__LOGGING__COLORED_CONSOLE_LOG"] = "False"
    all["PYTHONUNBUFFERED"] = "1"
    all["PYTHONPATH"] = ([dags] + (variables["PYTHONPATH"].map { [$0] } ?? []))
      .joined(separator: ":")
    if all["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS"] == nil {
      all["AIRFLOW__CORE__AUTH_MANAGER"] =
        variables["AIRFLOW__CORE__AUTH_MANAGER"]
        ?? "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager"
    }
    return all
  }
}

/// The pinned packages of an environment that is made here.
public enum AirflowInstallation {
  /// What is installed, each at the version that is tested.
  public static let packages = [
    "apache-airflow-core==3.3.2", "apache-airflow-task-sdk==1.3.2",
    "apache-airflow-providers-standard==1.21.0",
  ]

  /// The commands that make an environment in `folder`, in order.
  ///
  /// - Parameters:
  ///   - folder: the folder of the virtual environment.
  ///   - python: the interpreter to make it with.
  ///   - extra: further packages, as pip takes them.
  /// - Returns: the words of each command.
  public static func commands(
    folder: String, python: String, extra: [String] = []
  ) -> [[String]] {
    [
      [python, "-m", "venv", folder],
      [folder + "/bin/python", "-m", "pip", "install", "--disable-pip-version-check"]
        + packages + extra,
    ]
  }
}
