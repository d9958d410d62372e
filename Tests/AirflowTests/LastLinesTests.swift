import Testing

@testable import Airflow

/// Log lines of Python processes as people read them.
@Suite struct LastLinesTests {
  /// Tasks write the traceback under the one name, supervisors under the other.
  @Test(arguments: ["exception", "error_detail"])
  func aTracebackIsShown(_ name: String) {
    let line = """
      {"level": "error", "event": "Task failed with exception", "\(name)": [{"exc_type": \
      "ValueError", "exc_value": "the other reason", "frames": [{"filename": "dags/b.py", \
      "lineno": 7, "name": "fails"}]}]}
      """
    #expect(
      PythonLine.logged(line).text == """
        ERROR - Task failed with exception
        Traceback (most recent call last):
          File "dags/b.py", line 7, in fails
        ValueError: the other reason
        """)
  }
}
