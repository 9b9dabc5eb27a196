/** Common given and family names, put together by chance: nobody in particular is meant. */

export const GIVEN =
  'Ana Andrea Beatriz Camila Carla Carolina Cecilia Claudia Daniela Elena Eva Fernanda Florencia Gabriela Gloria Graciela Inés Irene Isabel Julia Laura Leticia Lucía Luisa Magdalena Marcela Margarita María Mariana Marta Mercedes Mónica Natalia Noelia Nora Patricia Paula Pilar Rosa Sandra Silvia Sofía Susana Teresa Valentina Valeria Verónica Victoria Virginia Viviana Adrián Agustín Alberto Alejandro Alfredo Álvaro Andrés Antonio Bruno Carlos César Damián Daniel Darío Diego Eduardo Emilio Enrique Ernesto Esteban Fabián Federico Felipe Fernando Francisco Gabriel Gerardo Gonzalo Guillermo Gustavo Héctor Hugo Ignacio Jaime Javier Joaquín Jorge José Juan Julio Leonardo Luis Manuel Marcelo Marcos Mario Martín Mateo Matías Mauricio Miguel Nicolás Óscar Pablo Pedro Rafael Ramón Raúl Ricardo Roberto Rodrigo Sebastián Sergio Tomás Víctor'.split(
    ' ',
  );

export const FAMILY =
  'Acosta Acuña Aguirre Alonso Álvarez Amaral Araújo Arias Ayala Báez Barboza Barreto Barrios Benítez Bentancor Bermúdez Blanco Borges Bravo Brito Bueno Cabral Cabrera Cáceres Calvo Camacho Campos Cano Cardozo Carrasco Castillo Castro Chávez Correa Cortés Costa Cruz Cuello Curbelo Díaz Domínguez Duarte Escobar Espinosa Estévez Fagúndez Falero Fernández Ferreira Figueroa Flores Franco Fuentes Gallo García Garrido Giménez Gómez González Guerra Gutiérrez Hernández Herrera Ibarra Iglesias Jiménez Lago Larrosa Leal Ledesma Lemos Lima López Lorenzo Luna Machado Maldonado Marín Márquez Martínez Medina Méndez Mendoza Meneses Molina Montero Morales Moreira Moreno Muñoz Navarro Núñez Olivera Ortega Ortiz Otero Pacheco Padilla Palacios Paredes Pereira Pérez Píriz Ponce Prieto Quintana Quiroga Ramírez Ramos Reyes Ríos Rivera Rivero Robaina Rocha Rodríguez Rojas Román Romero Rosales Rossi Ruiz Salazar Sánchez Santana Santos Silva Silveira Sosa Soto Suárez Tabárez Techera Toledo Torres Umpiérrez Valdez Varela Vargas Vázquez Vega Velázquez Vera Vidal Viera Villalba Zapata'.split(
    ' ',
  );

export const CHINESE_FAMILY = [
  ...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任单解仇欧',
];
export const CHINESE_GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文辉力红玉建国秀珍春梅海燕雪晨宇浩然子轩思佳欣怡梦婷俊博志远天成乐安',
];

export const TRADES =
  'Almacén Autoservicio Panadería Farmacia Ferretería Taller Carnicería Librería Óptica Peluquería Lavadero Imprenta Frigorífico Depósito Gimnasio Cafetería Confitería Veterinaria Laboratorio Estudio'.split(
    ' ',
  );
