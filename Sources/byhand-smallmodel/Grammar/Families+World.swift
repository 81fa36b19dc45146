/// Everyday things.
extension Family {
  static let world = [parts, stuffs, trades, nature]

  private static let parts = Family(
    "parts",
    [
      Sentence("a hand has five fingers.", "una mano tiene cinco dedos."),
      Sentence("a triangle has three sides.", "un triángulo tiene tres lados."),
      Sentence("a square has four sides.", "un cuadrado tiene cuatro lados."),
      Sentence("a cube has six faces.", "un cubo tiene seis caras."),
      Sentence("a bicycle has two wheels.", "una bicicleta tiene dos ruedas."),
      Sentence("a car has four wheels.", "un coche tiene cuatro ruedas."),
      Sentence("a face has two eyes.", "una cara tiene dos ojos."),
      Sentence("a guitar has six strings.", "una guitarra tiene seis cuerdas."),
      Sentence("a violin has four strings.", "un violín tiene cuatro cuerdas."),
      Sentence("a circle has no corners.", "un círculo no tiene esquinas."),
      Sentence("a square has four corners.", "un cuadrado tiene cuatro esquinas."),
      Sentence(
        "how many sides does a triangle have? three.", "¿cuántos lados tiene un triángulo? tres."),
      Sentence("how many wheels does a car have? four.", "¿cuántas ruedas tiene un coche? cuatro."),
      Sentence("how many days does a week have? seven.", "¿cuántos días tiene una semana? siete."),
    ])

  private static let stuffs = Family(
    "stuffs",
    [
      Sentence("ice is cold.", "el hielo es frío."),
      Sentence("fire burns.", "el fuego quema."),
      Sentence("juice is a liquid.", "el zumo es un líquido."),
      Sentence("water is a liquid.", "el agua es un líquido."),
      Sentence("milk is a liquid.", "la leche es un líquido."),
      Sentence("an orange has juice.", "la naranja tiene zumo."),
      Sentence("ice is frozen water.", "el hielo es agua congelada."),
      Sentence("rain is water.", "la lluvia es agua."),
      Sentence("wine is made from grapes.", "el vino se hace con uvas."),
      Sentence("bread is made from flour.", "el pan se hace con harina."),
      Sentence("cheese is made from milk.", "el queso se hace con leche."),
      Sentence("paper is made from wood.", "el papel se hace con madera."),
      Sentence("glass is made from sand.", "el vidrio se hace con arena."),
      Sentence("honey is sweet.", "la miel es dulce."),
      Sentence("sugar is sweet.", "el azúcar es dulce."),
      Sentence("salt is not sweet.", "la sal no es dulce."),
      Sentence("a stone is hard.", "la piedra es dura."),
    ])

  private static let trades = Family(
    "trades",
    [
      Sentence("a baker makes bread.", "el panadero hace pan."),
      Sentence("a baker works with flour.", "el panadero trabaja con harina."),
      Sentence("a cook works in a kitchen.", "el cocinero trabaja en una cocina."),
      Sentence("a doctor works in a hospital.", "el médico trabaja en un hospital."),
      Sentence("a teacher works in a school.", "el maestro trabaja en una escuela."),
      Sentence("a sailor works on a ship.", "el marinero trabaja en un barco."),
      Sentence("a writer writes books.", "el escritor escribe libros."),
      Sentence("a painter paints pictures.", "el pintor pinta cuadros."),
      Sentence("a singer sings songs.", "el cantante canta canciones."),
      Sentence("a student reads books.", "el estudiante lee libros."),
      Sentence("a bee makes honey.", "la abeja hace miel."),
      Sentence("a cow gives milk.", "la vaca da leche."),
      Sentence("a sheep gives wool.", "la oveja da lana."),
      Sentence("a cow eats grass.", "la vaca come hierba."),
      Sentence("a sheep eats grass.", "la oveja come hierba."),
      Sentence("a horse eats grass.", "el caballo come hierba."),
      Sentence("a lion eats meat.", "el león come carne."),
      Sentence("a duck lives near water.", "el pato vive cerca del agua."),
      Sentence("a tuna lives in the sea.", "el atún vive en el mar."),
      Sentence("a whale lives in the sea.", "la ballena vive en el mar."),
      Sentence("a shark lives in the sea.", "el tiburón vive en el mar."),
    ])

  private static let nature = Family(
    "nature",
    [
      Sentence("the sun is a star.", "el sol es una estrella."),
      Sentence("the sun gives light.", "el sol da luz."),
      Sentence("the moon gives no light of its own.", "la luna no da luz propia."),
      Sentence("the Earth is round.", "la Tierra es redonda."),
      Sentence("the moon is round.", "la luna es redonda."),
      Sentence("the moon goes around the Earth.", "la luna gira alrededor de la Tierra."),
      Sentence("the Earth goes around the sun.", "la Tierra gira alrededor del sol."),
      Sentence("a tree has leaves.", "un árbol tiene hojas."),
      Sentence("a flower grows in the earth.", "una flor crece en la tierra."),
      Sentence("in winter it is cold.", "en invierno hace frío."),
      Sentence("in summer it is hot.", "en verano hace calor."),
      Sentence("the night is dark.", "la noche es oscura."),
      Sentence("by day there is light.", "de día hay luz."),
      Sentence("the sea is deep.", "el mar es profundo."),
      Sentence("a river runs to the sea.", "un río corre hacia el mar."),
    ])
}
