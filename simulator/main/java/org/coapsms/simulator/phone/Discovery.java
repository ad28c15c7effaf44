package org.coapsms.simulator.phone;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;

/** Lists the phone's resources in {@code /.well-known/core}, filtered as RFC 6690 §4.1 says. */
final class Discovery {
  private static final int LINK_FORMAT = 40;

  private final Supplier<List<Resource>> resources;

  Discovery(Supplier<List<Resource>> resources) {
    this.resources = resources;
  }

  List<Resource> all() {
    return List.of(
        Resource.at("/.well-known/core", ";ct=40")
            .on(CoapCode.GET, call -> links(call.request().uriQuery())));
  }

  private Reply links(List<String> filters) {
    String links =
        resources.get().stream()
            .filter(resource -> filters.stream().allMatch(filter -> matches(resource, filter)))
            .map(Resource::link)
            .collect(Collectors.joining(","));
    return Reply.content(LINK_FORMAT, Bytes.ofUtf8(links));
  }

  private static boolean matches(Resource resource, String filter) {
    int equals = filter.indexOf('=');
    if (equals < 0) {
      return true;
    }
    String name = filter.substring(0, equals);
    String wanted = filter.substring(equals + 1);
    String value = name.equals("href") ? resource.path() : attribute(resource.link(), name);
    return wanted.endsWith("*")
        ? value.startsWith(wanted.substring(0, wanted.length() - 1))
        : List.of(value.split(" ", -1)).contains(wanted) || value.equals(wanted);
  }

  private static String attribute(String link, String name) {
    int at = link.indexOf(";" + name + "=");
    if (at < 0) {
      return "";
    }
    String value = link.substring(at + name.length() + 2);
    int end = value.startsWith("\"") ? value.indexOf('"', 1) + 1 : value.indexOf(';');
    String whole = end <= 0 ? value : value.substring(0, end);
    return whole.replace("\"", "");
  }
}
