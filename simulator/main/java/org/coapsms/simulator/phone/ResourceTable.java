package org.coapsms.simulator.phone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the resource of a path. */
final class ResourceTable {
  private final Map<String, Resource> resources = new LinkedHashMap<>();

  void add(List<Resource> more) {
    more.forEach(resource -> resources.put(resource.path(), resource));
  }

  List<Resource> all() {
    return new ArrayList<>(resources.values());
  }

  /** The resource with exactly this path, else the nearest above that answers for those below. */
  Optional<Found> find(List<String> path) {
    for (int length = path.size(); length >= 1; length--) {
      Resource resource = resources.get("/" + String.join("/", path.subList(0, length)));
      if (resource != null && (length == path.size() || resource.hasChildren())) {
        return Optional.of(new Found(resource, path.subList(length, path.size())));
      }
    }
    return Optional.empty();
  }

  record Found(Resource resource, List<String> rest) {}
}
