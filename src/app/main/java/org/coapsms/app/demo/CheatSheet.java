package org.coapsms.app.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists commands that work while the demo is up. */
final class CheatSheet {
  private static final String OTHER_CLIENT = "coap-client-notls";

  private CheatSheet() {}

  /**
   * Lines to print.
   *
   * @param searchPath where programs are, as PATH has it
   */
  static List<String> lines(Stage stage, String searchPath) {
    String proxy = "coap://127.0.0.1:" + stage.proxy().getPort();
    String via = stage.proxy().getPort() == Stage.COAP_PORT ? "" : " --via " + proxy;
    List<String> lines = new ArrayList<>();
    lines.add("./coapsms get" + via + " coap+sms://" + Stage.PHONE_OVER_SMPP + "/test");
    lines.add(
        "./coapsms put" + via + " coap+sms://" + Stage.PHONE_OVER_MODEM + "/test --payload on");
    lines.add("./coapsms get" + via + " -v coap+sms://" + Stage.THIRD_PHONE + "/separate");
    lines.add("./coapsms get " + proxy + "/" + Stage.PHONE_OVER_SMPP + "/.well-known/core");
    String other =
        OTHER_CLIENT
            + " -B 60 -m get -P "
            + proxy
            + " coap+sms://"
            + Stage.PHONE_OVER_SMPP
            + "/size/500";
    lines.add(isInstalled(searchPath) ? other : other + "   # apt-get install libcoap3-bin");
    stage
        .network()
        .controlPort()
        .ifPresent(
            port -> {
              String control = "http://127.0.0.1:" + port;
              lines.add("curl -s " + control + "/messages");
              lines.add(
                  "curl -s "
                      + control
                      + "/phones/"
                      + Stage.THIRD_PHONE
                      + "/coap -d '{\"to\":\""
                      + Stage.SMSC_NUMBER
                      + "\",\"method\":\"POST\",\"path\":\"/reports\",\"payload\":\"hi\"}'");
            });
    return lines;
  }

  private static boolean isInstalled(String searchPath) {
    return Arrays.stream(searchPath.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, OTHER_CLIENT)));
  }
}
