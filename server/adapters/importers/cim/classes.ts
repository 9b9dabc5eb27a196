/** Which CIM classes the importer reads, and which it knows and passes over. */

import type { SwitchKind } from '../../../../shared/network.ts';

export const SWITCHES: ReadonlyMap<string, SwitchKind> = new Map<string, SwitchKind>([
  ['Breaker', 'breaker'],
  ['Recloser', 'recloser'],
  ['Sectionaliser', 'sectionaliser'],
  ['Fuse', 'fuse'],
  ['Disconnector', 'disconnector'],
  ['LoadBreakSwitch', 'load-break'],
  ['Switch', 'disconnector'],
  ['Jumper', 'disconnector'],
  ['Cut', 'disconnector'],
]);
export const LINES: ReadonlySet<string> = new Set(['ACLineSegment', 'SeriesCompensator']);
export const SOURCES: ReadonlySet<string> = new Set(['EnergySource', 'ExternalNetworkInjection']);

/** Objects that are kept; of all others only the identifier is. */
export const READ: ReadonlySet<string> = new Set([
  ...SWITCHES.keys(),
  ...LINES,
  ...SOURCES,
  ...'ConnectivityNode TopologicalNode Terminal PowerTransformer PowerTransformerEnd TransformerTank TransformerTankEnd'.split(' '),
  ...'EnergyConsumer EnergyConsumerPhase ConformLoad NonConformLoad EnergySourcePhase ACLineSegmentPhase SwitchPhase'.split(' '),
  ...'Location PositionPoint CoordinateSystem Feeder Substation'.split(' '),
]);

const PASSED_OVER: ReadonlySet<string> = new Set(
  `IEC61970CIMVersion FullModel GeographicalRegion SubGeographicalRegion VoltageLevel Bay Line BaseVoltage TopologicalIsland BusbarSection
   OperationalLimitType OperationalLimitSet VoltageLimit CurrentLimit ApparentPowerLimit ActivePowerLimit LoadResponseCharacteristic
   PhotovoltaicUnit BatteryUnit PowerElectronicsConnection PowerElectronicsConnectionPhase PowerElectronicsWindUnit
   LinearShuntCompensator LinearShuntCompensatorPhase NonlinearShuntCompensator GroundDisconnector Ground
   SynchronousMachine AsynchronousMachine SynchronousMachinePhase GeneratingUnit HydroGeneratingUnit ThermalGeneratingUnit SolarGeneratingUnit WindGeneratingUnit NuclearGeneratingUnit
   TransformerEndInfo TransformerTankInfo PowerTransformerInfo ShortCircuitTest NoLoadTest OpenCircuitTest TransformerMeshImpedance TransformerCoreAdmittance TransformerStarImpedance
   RatioTapChanger PhaseTapChanger PhaseTapChangerLinear PhaseTapChangerAsymmetrical PhaseTapChangerSymmetrical PhaseTapChangerTabular TapChangerControl TapChangerInfo RegulatingControl RatioTapChangerTable
   PerLengthPhaseImpedance PerLengthSequenceImpedance PhaseImpedanceData WireSpacingInfo WirePosition WireInfo OverheadWireInfo ConcentricNeutralCableInfo TapeShieldCableInfo WireAssemblyInfo
   Asset CableInfo ControlArea LoadArea SubLoadArea ConformLoadGroup NonConformLoadGroup ConformLoadSchedule EnergyConnectionProfile House ThermostatController
   Analog Discrete AnalogValue DiscreteValue Measurement MeasurementValueSource Accumulator Control Name NameType NameTypeAuthority UsagePoint Meter EndDevice Customer
   ServiceLocation StreetAddress ReportingGroup FaultIndicator SurgeArrester PotentialTransformer CurrentTransformer ProtectionEquipment CurrentRelay
   SvStatus SvVoltage SvPowerFlow SvTapStep SvShuntCompensatorSections EquivalentInjection StaticVarCompensator Junction Clamp`
    .trim()
    .split(/\s+/),
);

export const isKnown = (className: string): boolean => READ.has(className) || PASSED_OVER.has(className);
