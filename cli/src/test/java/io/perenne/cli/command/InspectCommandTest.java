// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Terminal inspect(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "inspect";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--home=" + folder.resolve("home");
    all[all.length - 1] = "--set=language=en";
    return Terminal.run(all);
  }

  private Path orders() throws IOException {
    return write(
        "orders.csv",
        """
        order_id;customer_id;order_date;amount;status;currency;shelf
        1;0017;2024-01-20;100,00;completed;EUR;a
        2;0018;2024-02-20;-40,00;completed;EUR;a
        3;0018;2024-02-10;40,00;completed;EUR;b
        4;0018;2024-03-01;30,00;cancelled;EUR;b
        5;;2024-03-01;7,50;completed;EUR;b
        6;0017;2024-03-01;many;completed;EUR;b
        """);
  }

  @Test
  void inspect_tellsHowAFileIsReadAndWhatItMeans() throws IOException {
    Path crm = write("crm.csv", "customer_id,email\n17,a@example.com\n18,b@example.com\n");

    Terminal terminal =
        inspect(orders().toString(), "--customers=" + crm, "--set=max-reject-share=0.5");

    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out())
        .contains(
            "orders.csv: CSV, UTF-8, fields separated by \";\", columns named on line 1\n",
            "  customer = customer_id (by its name, e.g. 0017)\n",
            "  not read: shelf\n",
            "Rows 6, tickets that count 1, customers 2\n",
            "No purchases: unreadable rows 1, rows without customer 1 (with 7.50 of money), tickets"
                + " with a status that does not count 1, tickets of zero 1\n",
            "From 2024-01-20 00:00:00 to 2024-03-01 00:00:00\n",
            "Currencies: EUR (6 rows, 217.50)\n",
            "Ids of customers: 2 digits with zeros in front (e.g. 0017)\n",
            "Statuses: completed counts (5 rows, 187.50); cancelled does not count (1 rows, 30.00)\n",
            "Refunds taken off their purchase: found by amount 1\n",
            "Customers that transactions and CRM share: 2, of 2 and 2\n",
            "orders.csv, line 7, amount: many (not a number as this file writes them",
            "0017      2024-01-20 00:00:00     100  1      completed  EUR\n",
            "A run would take these files.\n");
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void inspect_saysWhatARunWouldRefuse() throws IOException {
    Path rows =
        write(
            "rows.csv",
            "customer,date,amount,status\nC1,2024-01-20,10,on the moon\nC2,2024-01-21,5,paid\n");
    Path crm = write("crm.csv", "customer_id,card\n1,C1\n2,C2\n3,C3\n");

    Terminal terminal = inspect(rows.toString(), "--customers=" + crm);

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out())
        .contains(
            "\nA run would be refused\n",
            "unknown statuses hold 67 % of the money: \"on the moon\" (1 rows, 10.00)",
            "0 of the 3 customers of the CRM bought",
            "--map customers.customer=card")
        .doesNotContain("A run would take");
  }

  @Test
  void inspect_fileOfAnotherKind_isRefusedInWords() throws IOException {
    Path rows = write("rows.csv", "city,height\nSoria,1063\nTeruel,915\n");

    Terminal terminal = inspect(rows.toString());

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out())
        .contains("A run would be refused\n  " + rows + ": no column found for customer, time");
  }

  @Test
  void inspect_json_isOneObject() throws IOException {
    JsonNode json = new ObjectMapper().readTree(inspect(orders().toString(), "--json").out());

    assertThat(json.at("/files/0/headerLine").asInt()).isEqualTo(1);
    assertThat(json.at("/files/0/columns/0/field").asText()).isEqualTo("customer");
    assertThat(json.at("/files/0/columns/0/why").asText()).isEqualTo("by its name");
    assertThat(json.at("/files/0/columns/0/reason/es").asText()).isEqualTo("por su nombre");
    assertThat(json.at("/rows/rows").asLong()).isEqualTo(6);
    assertThat(json.at("/rejects/0/line").asText()).isEqualTo("7");
    assertThat(json.at("/look/first").asText()).isEqualTo("2024-01-20T00:00:00");
    assertThat(json.at("/refusals/0").asText()).contains("1 of 6 rows cannot be read");
  }
}
