import Airflow
import Orchestration
import Web

/// Every DAG of a project: those of its pipeline files, and those its DAG files declare now.
struct ListedDAGs: Sendable {
  private let pipelines: [ListedDAG]
  private let catalog: DAGCatalog?
  private let folder: String

  init(_ files: [(dag: DAG, file: String)], _ catalog: DAGCatalog?, folder: String) {
    pipelines = files.map { ListedDAG(pipeline: $0.dag, file: $0.file) }
    self.catalog = catalog
    self.folder = folder
  }

  /// All of them, by name. A pipeline hides a DAG of the same name.
  var all: [ListedDAG] {
    let names = Set(pipelines.map(\.id))
    let read = (catalog?.dags ?? []).filter { !names.contains($0.id) }
    return (pipelines + read.map { ListedDAG($0, folder: folder) }).sorted { $0.id < $1.id }
  }

  /// The DAG of a name.
  subscript(id: String) -> ListedDAG? {
    pipelines.first { $0.id == id } ?? catalog?[id].map { ListedDAG($0, folder: folder) }
  }
}
