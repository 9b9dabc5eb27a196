/** What travels beside every generated network: where it comes from and under which terms it may be passed on. */

export const licenceText = `Demo network built from OpenStreetMap

Streets, house numbers, places and backdrop in the network file and the basemap beside this text come from
OpenStreetMap, as of December 2017, through the tiles "osm-qa-montevideo" of the package @mapbox/mvt-fixtures 4.

    © OpenStreetMap contributors
    https://www.openstreetmap.org/copyright

Both files are a derivative database and are made available under the Open Database License (ODbL) 1.0:

    https://opendatacommons.org/licenses/odbl/1-0/

Any rights in individual contents of the database are licensed under the Database Contents License:

    https://opendatacommons.org/licenses/dbcl/1-0/

In short, and in place of reading the licence: you may copy, change and use the data for any purpose if you name
OpenStreetMap and its contributors, pass on changed databases under the same licence, and keep them open.

Everything electrical is invented: feeders, switches, transformers, supplies, loads, substation names, customers,
outages, and the utility itself. None of it describes the company that supplies the real city.
`;
