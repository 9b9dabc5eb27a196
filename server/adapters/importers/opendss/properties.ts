/** Property names of the OpenDSS classes that matter here, in the order that bare values count on and shortened names are matched. */

const END = 'normamps emergamps faultrate pctperm repair basefreq enabled like';
const CONTROL_END = 'basefreq enabled like';
const WINDINGS =
  'phases windings wdg bus conn kv kva tap %r rneut xneut buses conns kvs kvas taps xhl xht xlt xscarray thermal n m flrise hsrise %loadloss %noloadloss normhkva emerghkva sub maxtap mintap numtaps subname %imag ppm_antifloat %rs bank xfmrcode xrconst x12 x13 x23 leadlag wdgcurrents core rdcohms seasons ratings';
const SWITCHED = 'monitoredobj monitoredterm switchedobj switchedterm';

const ORDER: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    line: `bus1 bus2 linecode length phases r1 x1 r0 x0 c1 c0 rmatrix xmatrix cmatrix switch rg xg rho geometry units spacing wires earthmodel cncables tscables b1 b0 seasons ratings linetype ${END}`,
    transformer: `${WINDINGS} ${END}`,
    xfmrcode: `${WINDINGS.replace(' bus ', ' ').replace(' buses ', ' ').replace(' bank xfmrcode ', ' ')} like`,
    load: `phases bus1 kv kw pf model yearly daily duty growth conn kvar rneut xneut status class vminpu vmaxpu vminnorm vminemerg xfkva allocationfactor kva %mean %stddev cvrwatts cvrvars kwh kwhdays cfactor cvrcurve numcust zipv %seriesrl relweight vlowpu puxharm xrharm spectrum ${CONTROL_END}`,
    vsource: `bus1 basekv pu angle frequency phases mvasc3 mvasc1 x1r1 x0r0 isc3 isc1 r1 x1 r0 x0 scantype sequence bus2 z1 z0 z2 puz1 puz0 puz2 basemva yearly daily duty model puzideal spectrum ${CONTROL_END}`,
    reactor: `bus1 bus2 phases kvar kv conn rmatrix xmatrix parallel r x rp z1 z2 z0 z rcurve lcurve lmh ${END}`,
    capacitor: `bus1 bus2 phases kvar kv conn cmatrix cuf r xl harm numsteps states ${END}`,
    linecode:
      'nphases r1 x1 r0 x0 c1 c0 units rmatrix xmatrix cmatrix basefreq normamps emergamps faultrate pctperm repair kron rg xg rho neutral b1 b0 seasons ratings linetype like',
    linegeometry:
      'nconds nphases cond wire x h units normamps emergamps reduce spacing wires cncable tscable cncables tscables seasons ratings linetype like',
    swtcontrol: `switchedobj switchedterm action lock delay normal state reset ${CONTROL_END}`,
    regcontrol: `transformer winding vreg band ptratio ctprim r x bus delay reversible ${CONTROL_END}`,
    fuse: `${SWITCHED} fusecurve ratedcurrent delay action normal state ${CONTROL_END}`,
    recloser: `${SWITCHED} numfast phasefast phasedelayed groundfast grounddelayed phasetrip groundtrip phaseinst groundinst reset shots recloseintervals delay action tdphfast tdgrfast tdphdelayed tdgrdelayed normal state ${CONTROL_END}`,
    relay: `${SWITCHED} type phasecurve groundcurve phasetrip groundtrip tdphase tdground phaseinst groundinst reset shots recloseintervals delay overvoltcurve undervoltcurve kvbase breakertime action monitorvar %pctthreshold normal state ${CONTROL_END}`,
  }).map(([name, words]) => [name, words.split(' ')]),
);

/** Properties of a class in order, null for classes that only are counted. */
export const propertiesOf = (className: string): readonly string[] | null => ORDER.get(className) ?? null;

/** The property a name stands for: itself, or the first that begins with it (`bus=` is `bus1=`). */
export function fullName(className: string, name: string): string {
  const lower = name.toLowerCase();
  const order = ORDER.get(className);
  if (!order || order.includes(lower)) return lower;
  return order.find((property) => property.startsWith(lower)) ?? lower;
}
