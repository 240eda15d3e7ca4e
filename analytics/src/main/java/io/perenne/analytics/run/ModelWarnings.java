// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.spend.SpendIndependence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person should know about how the future was valued. */
final class ModelWarnings {
  private ModelWarnings() {}

  static List<RunDocument.Text> of(Assessment assessment) {
    List<RunDocument.Text> warnings = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    assessment.purchases().map(ModelFit::findings).ifPresent(findings::addAll);
    assessment.spend().map(ModelFit::findings).ifPresent(findings::addAll);
    findings.forEach(
        finding -> warnings.add(new RunDocument.Text(spanish(finding.kind()), finding.words())));
    assessment
        .independence()
        .filter(SpendIndependence::dependent)
        .map(check -> new RunDocument.Text(spanish(check), check.words()))
        .ifPresent(warnings::add);
    standIn(assessment).ifPresent(warnings::add);
    return warnings;
  }

  /** Says what is used instead of a model that could not be fitted. */
  private static Optional<RunDocument.Text> standIn(Assessment assessment) {
    if (assessment.purchases().isEmpty() || assessment.reason().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (assessment.valuation().name()) {
          case "run-rate" ->
              new RunDocument.Text(
                  "No se pudo ajustar el modelo: el valor futuro sigue el ritmo de compra de cada"
                      + " cliente",
                  "The model could not be fitted: future value follows each customer's run rate");
          case "historic-only" ->
              new RunDocument.Text(
                  "No se pudo ajustar el modelo y nadie ha repetido: solo cuenta el valor pasado",
                  "The model could not be fitted and nobody has bought twice: only past value"
                      + " counts");
          default ->
              new RunDocument.Text(
                  "No se pudo ajustar el gasto: se usa el ticket medio de la base",
                  "Spend could not be fitted: the average of past purchases stands in");
        });
  }

  private static String spanish(SpendIndependence check) {
    return String.format(
        Locale.forLanguageTag("es"),
        "Quienes compran más a menudo gastan %s cada vez (correlación de rangos %.2f, de %.2f a"
            + " %.2f), pero un solo modelo del gasto para todos supone que nada tiene que ver: los"
            + " valores serían otros si el gasto se ajustara por tramos de frecuencia, como hace"
            + " BandedGammaGamma de la biblioteca.",
        check.correlation() > 0 ? "más" : "menos",
        check.correlation(),
        check.low(),
        check.high());
  }

  private static String spanish(Finding.Kind kind) {
    return switch (kind) {
      case TOO_LITTLE_DATA -> "Hay muy pocos clientes o compras para ajustar un modelo";
      case NOT_CONVERGED -> "El ajuste del modelo no llegó a un óptimo";
      case NO_DROPOUT_SEEN ->
          "No se ve abandono: un modelo en el que nadie se va explica igual de bien estas"
              + " historias. El silencio se lee como un ritmo bajo; con una historia más larga"
              + " podría verse abandono";
      case SAME_DROPOUT -> "Todos los clientes parecen tener la misma probabilidad de abandono";
      case SAME_RATE -> "Todos los clientes parecen comprar al mismo ritmo";
      case RIDGE ->
          "Los datos no determinan cada parámetro por separado; las predicciones son estables";
      case BOUNDARY -> "Un parámetro del modelo tiende a cero o a infinito";
      case HARDLY_ANY_REPEATERS -> "Casi nadie ha vuelto a comprar";
      case SHORT_HISTORY ->
          "La historia es más corta que el tiempo habitual entre compras: cargue compras más"
              + " antiguas";
      case SAME_AGE ->
          "Todos los clientes llegaron en menos tiempo del que pasa entre dos compras: no se distingue"
              + " lo que viene de la edad de lo que viene de la temporada";
      case GAPS_UNKNOWN -> "Sin los días entre compras no se ve cuán regulares son los clientes";
      case SAME_COVARIATE -> "Una covariable es igual en todos los clientes y no dice nada";
      case INFINITE_MEAN_SPEND ->
          "La distribución del gasto tiene media infinita: unos pocos tickets enormes la dominan";
      case UNIFORM_SPEND -> "Todas las compras, o la media de cada cliente, valen casi lo mismo";
    };
  }
}
