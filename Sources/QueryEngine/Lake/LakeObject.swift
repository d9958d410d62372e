import Catalog

/// What a name in the lake means.
enum LakeObject: Sendable {
  case table(LakeTable)
  case view(CatalogObject)
}
