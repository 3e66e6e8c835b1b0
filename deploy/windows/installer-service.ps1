<#
.SYNOPSIS
Fait tourner Cuvée sur ce PC, dès que Windows démarre.

.DESCRIPTION
Pour un domaine qui garde tout chez lui. Crée la tâche planifiée « Cuvee », lancée au démarrage sous le compte limité « SERVICE LOCAL » :
personne n'a besoin d'ouvrir de session. Cuvée n'écoute que ce PC (http://localhost:4000) et garde ses données dans C:\ProgramData\Cuvee.
Si Cuvée s'arrête, elle est relancée dans les cinq minutes. À lancer dans une fenêtre PowerShell ouverte « en tant qu'administrateur ».
Peut être relancé : rien n'est fait deux fois. Pour une nouvelle version : -Arreter, remplacer le dossier du programme, relancer.

Codes de sortie : 0 fait ; 1 un paramètre est faux ou un droit manque ; 2 Node ou ses modules manquent ; 3 Cuvée ne répond pas ; 4 (-Verifier) pas installé.

.EXAMPLE
.\installer-service.ps1 -Programme C:\Cuvee
.\installer-service.ps1 -Verifier
.\installer-service.ps1 -Arreter
.\installer-service.ps1 -Desinstaller
#>
[CmdletBinding()]
param(
    [string] $Programme = (Split-Path -Parent (Split-Path -Parent $PSScriptRoot)),
    [string] $Donnees = (Join-Path $env:ProgramData 'Cuvee'),
    [ValidateRange(1024, 65535)] [int] $Port = 4000,
    [switch] $Verifier,
    [switch] $Arreter,
    [switch] $Desinstaller
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$TaskName = 'Cuvee'
$Account = 'S-1-5-19'
# « C:\Mon dossier\ » entre guillemets en avalerait un.
$Programme = $Programme.TrimEnd('\')
$Donnees = $Donnees.TrimEnd('\')

function Exit-Avec([int] $Code, [string] $Message) {
    Write-Host $Message
    exit $Code
}

function Test-Administrateur {
    $identity = New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())
    return $identity.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
}

# Arrêter une tâche n'arrête que cmd.exe : node, son enfant, tiendrait encore le port et les fichiers du programme.
function Stop-Cuvee {
    if ($null -ne $task) {
        [void](Disable-ScheduledTask -TaskName $TaskName)
        Stop-ScheduledTask -TaskName $TaskName
    }
    $running = @(Get-CimInstance -ClassName Win32_Process -Filter "Name = 'node.exe'" | Where-Object { "$($_.CommandLine)" -match 'cuvee\.js"? serve' })
    foreach ($process in $running) { Stop-Process -Id $process.ProcessId -Force -ErrorAction SilentlyContinue }
    # La base tourne encore, depuis le dossier du programme : elle finit ce qu'elle écrit.
    $command = Join-Path $Donnees 'cuvee.cmd'
    if (Test-Path -LiteralPath $command) { & $command db stop | Out-Null }
}

# Une commande du programme, dont on attend la fin.
function Invoke-Etape([string] $Annonce, [string] $Commande, [string[]] $Mots, [string] $Echec) {
    Write-Host $Annonce
    & $Commande $Mots
    if ($LASTEXITCODE -ne 0) { Exit-Avec 2 $Echec }
}

function Get-Node {
    $node = Get-Command node.exe -ErrorAction SilentlyContinue
    if ($null -eq $node) { Exit-Avec 2 'Node manque : installez la version LTS depuis https://nodejs.org, puis relancez.' }
    $version = [Version] ((& $node.Source --version).TrimStart('v'))
    if ($version -lt [Version] '20.19.0') { Exit-Avec 2 "Node $version est trop ancien : il faut 20.19 ou plus récent." }
    if ($node.Source -like "$env:LOCALAPPDATA*" -or $node.Source -like "$env:APPDATA*") {
        Exit-Avec 2 "Node est installé pour vous seul ($($node.Source)) : le compte de service ne peut pas le lire. Installez-le depuis https://nodejs.org."
    }
    return $node.Source
}

# Les modules et la page sont préparés ici : le compte de service peut lire le programme, pas l'écrire.
function Install-Programme([string] $Node) {
    $lock = Join-Path $Programme 'package-lock.json'
    $installed = Join-Path $Programme 'node_modules\.package-lock.json'
    $isCurrent = (Test-Path -LiteralPath $installed) -and ((Get-Item -LiteralPath $installed).LastWriteTimeUtc -ge (Get-Item -LiteralPath $lock).LastWriteTimeUtc)
    if (-not $isCurrent) {
        $npm = Join-Path (Split-Path -Parent $Node) 'npm.cmd'
        $words = @('ci', '--prefix', $Programme, '--ignore-scripts', '--no-audit', '--no-fund')
        Invoke-Etape 'Les modules de Cuvée sont installés : quelques minutes…' $npm $words 'Les modules n''ont pas pu être installés : internet est-il là ? Relancez.'
    }
    $words = @((Join-Path $Programme 'bin\cuvee.js'), 'serve', '--prepare')
    Invoke-Etape 'La page est préparée…' $Node $words 'La page n''a pas pu être préparée : le message ci-dessus dit pourquoi.'
}

function Test-Reponse([int] $Secondes) {
    $until = (Get-Date).AddSeconds($Secondes)
    while ((Get-Date) -lt $until) {
        try {
            $answer = Invoke-WebRequest -Uri "http://127.0.0.1:$Port/health" -UseBasicParsing -TimeoutSec 5
            if ($answer.StatusCode -eq 200) { return $true }
        }
        catch { Start-Sleep -Seconds 2 }
    }
    return $false
}

$task = Get-ScheduledTask -TaskName $TaskName -ErrorAction SilentlyContinue
if ($Verifier) {
    if ($null -eq $task) { Exit-Avec 4 'Cuvée ne démarre pas avec ce PC.' }
    if (Test-Reponse 10) { Exit-Avec 0 "Cuvée démarre avec ce PC et répond sur http://localhost:$Port." }
    Exit-Avec 3 'Cuvée est installée mais ne répond pas : regardez logs\service.log dans le dossier des données.'
}
if (-not (Test-Administrateur)) { Exit-Avec 1 'Ouvrez PowerShell « en tant qu''administrateur », puis relancez.' }
if ($Arreter) {
    Stop-Cuvee
    Exit-Avec 0 'Cuvée est arrêtée. Relancez ce programme sans -Arreter pour la remettre en marche.'
}
if ($Desinstaller) {
    Stop-Cuvee
    if ($null -ne $task) { Unregister-ScheduledTask -TaskName $TaskName -Confirm:$false }
    Exit-Avec 0 "Cuvée ne démarre plus avec ce PC. Les données restent dans $Donnees."
}

$main = Join-Path $Programme 'bin\cuvee.js'
if (-not (Test-Path -LiteralPath $main)) { Exit-Avec 1 "Cuvée n'est pas dans $Programme : indiquez -Programme." }
$node = Get-Node
Stop-Cuvee
Install-Programme $node
foreach ($folder in @($Donnees, (Join-Path $Donnees 'logs'))) {
    if (-not (Test-Path -LiteralPath $folder)) { [void](New-Item -ItemType Directory -Path $folder) }
}
# Le dossier des données : SERVICE LOCAL, SYSTEM et les administrateurs, personne d'autre.
& icacls.exe $Donnees /inheritance:r /grant '*S-1-5-19:(OI)(CI)M' /grant '*S-1-5-18:(OI)(CI)F' /grant '*S-1-5-32-544:(OI)(CI)F' /Q | Out-Null
if ($LASTEXITCODE -ne 0) { Exit-Avec 1 "Les droits du dossier $Donnees n'ont pas pu être posés." }
& icacls.exe $Programme /grant '*S-1-5-19:(OI)(CI)RX' /Q | Out-Null
if ($LASTEXITCODE -ne 0) { Exit-Avec 1 "Les droits du dossier $Programme n'ont pas pu être posés." }

$settings = Join-Path $Donnees '.env'
if (-not (Test-Path -LiteralPath $settings)) {
    # Sans marque d'ordre : Node lirait la première ligne de travers.
    [IO.File]::WriteAllLines($settings, [string[]] @("CUVEE_HOME=`"$($Donnees.Replace('\', '/'))`"", 'CUVEE_LANG=fr', 'CUVEE_LOG_LEVEL=warn', "CUVEE_PUBLIC_URL=http://localhost:$Port"))
}
# Pour les commandes « cuvee … » du guide : elles lisent le .env de ce dossier, quel que soit celui où l'on est.
[IO.File]::WriteAllLines((Join-Path $Donnees 'cuvee.cmd'), [string[]] @('@echo off', 'chcp 65001 >nul', 'cd /d "%~dp0"', "`"$node`" `"$main`" %*"))
$log = Join-Path $Donnees 'logs\service.log'
# Le journal du démarrage d'avant est gardé à côté : il ne grandit pas sans fin.
$keep = "(if exist `"$log`" move /y `"$log`" `"$log.1`" >nul)"
$command = "`"$keep & `"$node`" `"$main`" serve --host 127.0.0.1 --port $Port >> `"$log`" 2>&1`""
$action = New-ScheduledTaskAction -Execute "$env:SystemRoot\System32\cmd.exe" -Argument "/d /s /c $command" -WorkingDirectory $Donnees
# Windows ne relance pas une tâche qui finit par une erreur : elle est demandée toutes les cinq minutes, et ignorée tant qu'elle tourne.
$triggers = @(
    (New-ScheduledTaskTrigger -AtStartup),
    (New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 5))
)
$options = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable -MultipleInstances IgnoreNew `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1)
$principal = New-ScheduledTaskPrincipal -UserId $Account -LogonType ServiceAccount -RunLevel Limited
[void](Register-ScheduledTask -TaskName $TaskName -Action $action -Trigger $triggers -Settings $options -Principal $principal -Force `
        -Description 'Cuvée : la page, la semaine et les lettres du domaine')
Start-ScheduledTask -TaskName $TaskName
if (-not (Test-Reponse 90)) { Exit-Avec 3 "Cuvée ne répond pas encore : regardez $log." }
Exit-Avec 0 "Cuvée tourne et démarrera avec ce PC : http://localhost:$Port"
